import { CredentialsEndpoint } from "@regatta/accounts";
import { type Clock, RegattaError } from "@regatta/foundation";
import { RunLog, type RunPurpose, renderSources, TerminalView } from "@regatta/run-log";
import { type RunBasis, readBasis } from "../basis/run-basis.ts";
import type { DeployRequest } from "./deploy-request.ts";

export interface OpenRunOptions extends DeployRequest {
  purpose: RunPurpose;
  /** What was asked for on the command line. */
  argv: string[];
  runId: string;
  runDirectory: string;
  clock: Clock;
}

/** All that a run works with. */
export interface OpenRun extends OpenRunOptions {
  basis: RunBasis;
  log: RunLog;
  view: TerminalView;
  endpoint: CredentialsEndpoint;
}

/**
 * Looks at everything a run is made from, begins its log, shows it and serves credentials for as long as `work` takes.
 * @throws RegattaError for bad input, before anything is touched and `work` is called; what `work` throws.
 */
export async function withOpenRun<T>(
  options: OpenRunOptions,
  work: (run: OpenRun) => Promise<T>,
): Promise<T> {
  const basis = await readBasis(options.config, options.env, options);
  try {
    if (options.purpose !== "tests" && basis.wanted.graph.order.length === 0) throw nothingToDeploy();
    return await withLog(options, basis, work);
  } finally {
    await basis.wanted.close();
  }
}

async function withLog<T>(
  options: OpenRunOptions,
  basis: RunBasis,
  work: (run: OpenRun) => Promise<T>,
): Promise<T> {
  const { config, env, clock, runId, runDirectory, argv, version, purpose, stdout } = options;
  const log = RunLog.open({ directory: runDirectory, clock });
  const view = await TerminalView.open({ stream: stdout, clock, env });
  view.attach(log);
  log.append({
    kind: "run-started",
    runId,
    version,
    purpose,
    pool: config.pool.name,
    argv,
    pid: process.pid,
  });
  showSources(basis, log, view);
  const endpoint = await CredentialsEndpoint.start();
  try {
    return await work({ ...options, basis, log, view, endpoint });
  } finally {
    await endpoint.close();
    view.close();
    log.close();
  }
}

function nothingToDeploy(): RegattaError {
  return new RegattaError("The configuration has no services, so there is nothing to deploy.", {
    code: "NO_SERVICES",
    source: "user",
    nextStep: "Name them in `services`, or let `serviceFolders` find them.",
  });
}

function showSources({ wanted: { checkouts } }: RunBasis, log: RunLog, view: TerminalView): void {
  if (checkouts.length === 0) return;
  log.append({ kind: "sources-taken", sources: checkouts });
  view.write(renderSources(checkouts));
}
