import { join } from "node:path";
import { CredentialsEndpoint } from "@regatta/accounts";
import type { RegattaConfig } from "@regatta/config";
import { type Clock, systemClock } from "@regatta/foundation";
import { RunLog, TerminalView } from "@regatta/run-log";
import { ActiveRun } from "./active-run.ts";
import { finishRun } from "./finish-run.ts";
import type { InterruptSource } from "./interrupt.ts";
import { jestArguments } from "./jest-arguments.ts";
import { readBasis } from "./prepare-run.ts";
import { newRunId } from "./run-id.ts";

export interface RunTestsOptions {
  config: RegattaConfig;
  /** Arguments for Jest, as given on the command line. */
  jestArgs: string[];
  /** The most accounts to use; `accounts.max` of the configuration when left out. */
  accounts?: number;
  env: NodeJS.ProcessEnv;
  stdout: NodeJS.WriteStream;
  interrupt: InterruptSource;
  version: string;
  clock?: Clock;
}

export interface RunResult {
  runId: string;
  runDirectory: string;
  exitCode: number;
}

/**
 * Runs the selected test files over accounts of the pool, from lease to hand-back.
 * @returns the run's exit code, as the documentation lists them; a run that started does not throw.
 * @throws RegattaError for bad input, before anything is leased or deployed.
 */
export async function runTests(options: RunTestsOptions): Promise<RunResult> {
  const { config, env, clock = systemClock } = options;
  const args = jestArguments(config.tests.jest, options.jestArgs);
  const basis = await readBasis(config, env);
  const runId = newRunId(clock.now());
  const runDirectory = join(config.output.directory, "runs", runId);
  const log = RunLog.open({ directory: runDirectory, clock });
  const view = new TerminalView({ stream: options.stdout, clock, env });
  view.attach(log);
  log.append({
    kind: "run-started",
    runId,
    version: options.version,
    pool: config.pool.name,
    argv: args,
    pid: process.pid,
  });
  const endpoint = await CredentialsEndpoint.start();
  try {
    const run = new ActiveRun({ ...options, runId, args, basis, log, view, endpoint, clock });
    await run.finished;
    const exitCode = await finishRun({ runDirectory, basis, log, view });
    return { runId, runDirectory, exitCode };
  } finally {
    await endpoint.close();
    view.close();
    log.close();
  }
}
