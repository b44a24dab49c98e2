import { mkdir, rename } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { type JUnitResults, junitResults } from "./junit-results.ts";
import type { RunState } from "./run-state.ts";

type JestJUnitReporter = new (
  globalConfig: { rootDir: string },
  options: Record<string, string>,
) => { onRunComplete(contexts: unknown, results: JUnitResults): Promise<void> };

/**
 * Writes the JUnit report of a run with jest-junit, whole or not at all. Its `JEST_JUNIT_*` environment variables
 * work as ever, but for the place, which is `path`.
 * @param path where the report goes; `file` attributes are relative to the working directory, as CircleCI wants them.
 * @throws the file system's error when it cannot be written.
 */
export async function writeJUnit(state: RunState, { path }: { path: string }): Promise<void> {
  const directory = dirname(path);
  await mkdir(directory, { recursive: true });
  const draft = `.${basename(path)}.${process.pid}`;
  const Reporter = createRequire(import.meta.url)("jest-junit") as JestJUnitReporter;
  const reporter = new Reporter(
    { rootDir: state.rootDir || directory },
    {
      suiteName: `regatta run ${state.runId}`,
      outputDirectory: directory,
      outputName: draft,
      addFileAttribute: "true",
      reportTestSuiteErrors: "true",
      suiteNameTemplate: "{filepath}",
      classNameTemplate: "{classname}",
      titleTemplate: "{title}",
      ancestorSeparator: " › ",
    },
  );
  await reporter.onRunComplete([], junitResults(state));
  await rename(join(directory, draft), path);
}
