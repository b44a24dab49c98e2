import { realpathSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { messageOf, RegattaError } from "@regatta/foundation";
import type { RunState } from "../state/run-state.ts";
import { withAdditions } from "./junit-additions.ts";
import { type JUnitResults, junitResults } from "./junit-results.ts";
import { withJUnitSettings } from "./junit-settings.ts";
import { junitText } from "./junit-text.ts";

type JestJUnitReporter = new (
  globalConfig: { rootDir: string },
  options: Record<string, string>,
) => { onRunComplete(contexts: unknown, results: JUnitResults): Promise<void> };

export interface WriteJUnitOptions {
  /** Where the report goes; its folder is made. */
  path: string;
  /** Whether each case names its file too; false when missing. CircleCI splits by it, Jenkins' schema has no such attribute. */
  caseFiles?: boolean;
}

/**
 * Writes the JUnit report of a run with jest-junit, whole or not at all. What users set for a jest-junit of their own
 * (`JEST_JUNIT_*`, package.json) neither moves nor changes it.
 * @throws RegattaError JUNIT_NOT_WRITTEN when it cannot be written.
 */
export async function writeJUnit(
  state: RunState,
  { path, caseFiles = false }: WriteJUnitOptions,
): Promise<void> {
  const target = resolve(path);
  const draft = join(dirname(target), `.${basename(target)}.${process.pid}`);
  try {
    await mkdir(dirname(target), { recursive: true });
    const results = junitResults(state, realpathSync(process.cwd()));
    await report(state, results, draft);
    await writeFile(draft, withAdditions(await readFile(draft, "utf8"), results, caseFiles));
    await rename(draft, target);
  } catch (cause) {
    throw new RegattaError(`The JUnit report could not be written: ${messageOf(cause)}`, {
      code: "JUNIT_NOT_WRITTEN",
      source: "user",
      nextStep: "Make the folder writable, or choose another file: `output.junit` in the configuration.",
      cause,
    });
  } finally {
    // Gone already when all went well; where the folder itself is the trouble there is nothing to clear away.
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

function report(state: RunState, results: JUnitResults, file: string): Promise<void> {
  const Reporter = createRequire(import.meta.url)("jest-junit") as JestJUnitReporter;
  const reporter = new Reporter({ rootDir: state.rootDir || dirname(file) }, {});
  // It reads its settings before it first waits for anything.
  return withJUnitSettings({ file, name: junitText(`regatta run ${state.runId}`) }, () =>
    reporter.onRunComplete([], results),
  );
}
