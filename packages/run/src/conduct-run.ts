import { CredentialsEndpoint } from "@regatta/accounts";
import type { Clock } from "@regatta/foundation";
import { RunLog, TerminalView } from "@regatta/run-log";
import { ActiveRun } from "./active-run.ts";
import { finishRun } from "./finish-run.ts";
import type { JestProcess } from "./jest-process.ts";
import { readBasis } from "./prepare-run.ts";
import type { RunTestsOptions } from "./run-tests-options.ts";

export interface ConductRunOptions extends RunTestsOptions {
  /** Arguments Jest was loaded with. */
  args: string[];
  runId: string;
  runDirectory: string;
  /** Loaded, and not begun. */
  jest: JestProcess;
  clock: Clock;
}

/**
 * Looks at everything a run is made from, then runs it. @returns the exit code.
 * @throws RegattaError for bad input, with Jest not begun.
 */
export async function conductRun(options: ConductRunOptions): Promise<number> {
  const { config, env, clock, runId, runDirectory, args, version } = options;
  const basis = await readBasis(config, env);
  const log = RunLog.open({ directory: runDirectory, clock });
  const view = await TerminalView.open({ stream: options.stdout, clock, env });
  view.attach(log);
  log.append({ kind: "run-started", runId, version, pool: config.pool.name, argv: args, pid: process.pid });
  const endpoint = await CredentialsEndpoint.start();
  try {
    await new ActiveRun({ ...options, basis, log, view, endpoint }).finished;
    return await finishRun({ runDirectory, basis, log, view });
  } finally {
    await endpoint.close();
    view.close();
    log.close();
  }
}
