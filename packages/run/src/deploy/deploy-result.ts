import type { DeployRecord, RunState } from "@regatta/run-log";

/** What came of deploying to accounts. */
export interface DeployResult {
  runId: string;
  runDirectory: string;
  exitCode: number;
  /** The exit code in words. */
  reason: string;
  accounts: DeployedAccount[];
}

export interface DeployedAccount {
  /** `<id>/<region>`. */
  account: string;
  /** `deployed`: every service is up, and it was handed back available. */
  state: "deployed" | "untouched" | "dirty" | "lost";
  /** Why it is dirty or lost. */
  reason?: string;
  services: Array<Omit<DeployRecord, "account">>;
  /** The stack outputs by service, of those that are up, where they were asked for. They may hold secrets. */
  outputs?: Record<string, Record<string, string>>;
}

/** Stack outputs by account and service. They may hold secrets. */
export type OutputsByAccount = ReadonlyMap<string, Record<string, Record<string, string>>>;

export interface DeployResultOptions {
  runId: string;
  runDirectory: string;
  state: RunState;
  outputs?: OutputsByAccount | undefined;
}

/** Puts together what came of a deploy. Pure. */
export function deployResult({ runId, runDirectory, state, outputs }: DeployResultOptions): DeployResult {
  const { exitCode = 3, reason = "" } = state.finished ?? {};
  const accounts = [...state.accounts.keys()].map((account) => ({
    account,
    ...whatBecameOf(account, state),
    services: state.deploys.flatMap(({ account: where, ...record }) => (where === account ? [record] : [])),
    ...(outputs ? { outputs: outputs.get(account) ?? {} } : {}),
  }));
  return { runId, runDirectory, exitCode, reason, accounts };
}

function whatBecameOf(account: string, state: RunState): Pick<DeployedAccount, "state" | "reason"> {
  const phase = state.accounts.get(account)?.phase;
  switch (phase?.kind) {
    case "released":
      return { state: state.ready.has(account) ? "deployed" : "untouched" };
    case "dirty":
    case "lost":
      return { state: phase.kind, reason: phase.reason };
    default:
      return { state: "lost", reason: "it could not be handed back" };
  }
}
