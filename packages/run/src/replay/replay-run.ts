import { type PastRun, type ReplayPart, readPastRuns, whatToReplay } from "@regatta/run-log";
import { splitJestArguments } from "../jest/jest-options.ts";
import { type RunResult, runTests } from "../run-tests/run-tests.ts";
import type { RunTestsOptions } from "../run-tests/run-tests-options.ts";
import { jestOptionTable } from "./jest-option-table.ts";
import { locateFiles } from "./locate-files.ts";
import { nothingLeft } from "./nothing-left.ts";
import { replayArguments } from "./replay-arguments.ts";

export interface ReplayRunOptions extends Omit<RunTestsOptions, "inOrder" | "replayOf">, ReplayPart {
  /** What is on record of it: its folder, its events, a JUnit report, or a folder with several of these; absolute. */
  record: string;
  /** Where the command was given: what reports may name files relative to; absolute. */
  cwd: string;
}

/** Does what the package's face says of it. */
export async function replayRun(options: ReplayRunOptions): Promise<RunResult> {
  const { record, shard, files, cwd, jestArgs, ...run } = options;
  const { config, env } = run;
  const runs = await readPastRuns(record);
  const table = jestOptionTable(config.tests.directory);
  const { options: now, words } = splitJestArguments(jestArgs, table);
  const meant = [...(files ?? []), ...words];
  const wanted = whatToReplay(runs, { shard, ...(meant.length > 0 ? { files: meant } : {}) });
  const { directory } = config.tests;
  const { paths, missing } = await locateFiles({
    files: wanted,
    directory,
    others: [config.directory, cwd],
    env,
  });
  if (paths.length === 0) throw nothingLeft(missing);
  const [past] = runs;
  return runTests({
    ...run,
    ...(run.account === undefined ? { accounts: 1 } : {}),
    config: oneByOne(config),
    // Also in a CI that has several containers: each would take a part of it.
    container: { index: 1, of: 1 },
    jestArgs: replayArguments({ recorded: past?.argv ?? config.tests.jest, now, paths, table }),
    inOrder: paths,
    replayOf: { ...workTreeOf(past), missing },
  });
}

/** The arguments of then hold what the configuration said then; and one file after the other means one at a time. */
function oneByOne(config: RunTestsOptions["config"]): RunTestsOptions["config"] {
  const { accounts, tests } = config;
  return { ...config, accounts: { ...accounts, filesPerAccount: 1 }, tests: { ...tests, jest: [] } };
}

function workTreeOf(past: PastRun | undefined) {
  const { runId, commit, fingerprints } = past ?? {};
  return { runId, commit, fingerprints };
}
