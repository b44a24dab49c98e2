import { CredentialsEndpoint } from "@regatta/accounts";
import { type Clock, RegattaError } from "@regatta/foundation";
import { RunLog, type RunPurpose, renderSources, TerminalView } from "@regatta/run-log";
import { type RunBasis, readBasis } from "../basis/run-basis.ts";
import type { AccountClaim } from "../personal/account-claim.ts";
import { stateFolder } from "../personal/state-folder.ts";
import { type RunThen, type WorkTreeThen, whatDiffers } from "../replay/what-differs.ts";
import { currentCommit } from "./current-commit.ts";
import type { DeployRequest } from "./deploy-request.ts";

export interface OpenRunOptions extends DeployRequest {
  purpose: RunPurpose;
  /** What Jest is started with, if it is. */
  argv?: string[];
  runId: string;
  runDirectory: string;
  clock: Clock;
  /** The run that is run again: what differs from it is told. */
  replayOf?: RunThen;
}

/** All that a run works with. */
export interface OpenRun extends OpenRunOptions {
  basis: RunBasis;
  log: RunLog;
  view: TerminalView;
  endpoint: CredentialsEndpoint;
  /** The right to the account of somebody's own that it works in, if it does. */
  claim?: AccountClaim | undefined;
}

/**
 * Looks at everything a run is made from, begins its log, shows it and serves credentials for as long as `work` takes.
 * @throws RegattaError for bad input, before anything is touched and `work` is called; what `work` throws.
 */
export async function withOpenRun<T>(
  options: OpenRunOptions,
  work: (run: OpenRun) => Promise<T>,
): Promise<T> {
  const { config, env } = options;
  const [basis, commit] = await Promise.all([
    readBasis(config, env, options),
    currentCommit(config.directory, env),
  ]);
  try {
    if (options.purpose !== "tests" && basis.wanted.graph.order.length === 0) throw nothingToDeploy();
    return await withClaim(options, basis, (claim) => withLog(options, { basis, claim, commit }, work));
  } finally {
    await basis.wanted.close();
  }
}

/** Keeps a second terminal out of an account of somebody's own; one of the pool is leased. */
async function withClaim<T>(
  { runId, env, clock, stdout, waitMs = 0 }: OpenRunOptions,
  { personal }: RunBasis,
  work: (claim?: AccountClaim) => Promise<T>,
): Promise<T> {
  if (!personal) return work();
  const folder = stateFolder(env, process.platform);
  const onWaiting = (holder: string) => {
    stdout.write(`Waiting for the account "${personal.name}", in use by ${holder}.\n`);
  };
  const { AccountClaim } = await import("../personal/account-claim.ts");
  const claim = await AccountClaim.take({ personal, runId, folder, waitMs, clock, onWaiting });
  try {
    return await work(claim);
  } finally {
    await claim.release();
  }
}

async function withLog<T>(
  options: OpenRunOptions,
  { basis, claim, commit }: Pick<OpenRun, "basis" | "claim"> & { commit: string | undefined },
  work: (run: OpenRun) => Promise<T>,
): Promise<T> {
  const {
    config,
    env,
    clock,
    runId,
    runDirectory,
    argv = [],
    version,
    purpose,
    stdout,
    detail,
    replayOf,
    given,
  } = options;
  const fingerprints = shortDigests(basis);
  const log = RunLog.open({ directory: runDirectory, clock });
  const view = await TerminalView.open({ stream: stdout, detail, clock, env });
  view.attach(log);
  log.append({
    kind: "run-started",
    runId,
    version,
    purpose,
    pool: config.pool.name,
    ...(basis.personal ? { personal: basis.personal.name } : {}),
    ...(commit === undefined ? {} : { commit }),
    fingerprints,
    argv,
    ...(given ? { options: given } : {}),
    pid: process.pid,
  });
  showSources(basis, log, view);
  if (replayOf) view.warn(renderThen(replayOf, { commit, fingerprints }));
  const endpoint = await CredentialsEndpoint.start();
  try {
    return await work({ ...options, basis, claim, log, view, endpoint });
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

function renderThen(then: RunThen, now: WorkTreeThen): string {
  const what = then.runId === undefined ? "what the report says" : `run ${then.runId}`;
  const lines = whatDiffers(then, now);
  if (lines.length === 0) return `Runs ${what} again.\n`;
  return `Runs ${what} again. Not as it was then:\n${lines.map((line) => `  ${line}\n`).join("")}`;
}

function shortDigests({ wanted: { fingerprints } }: RunBasis): Record<string, string> {
  return Object.fromEntries([...fingerprints].map(([name, { digest }]) => [name, digest.slice(0, 12)]));
}

function showSources({ wanted: { checkouts } }: RunBasis, log: RunLog, view: TerminalView): void {
  if (checkouts.length === 0) return;
  log.append({ kind: "sources-taken", sources: checkouts });
  view.write(renderSources(checkouts));
}
