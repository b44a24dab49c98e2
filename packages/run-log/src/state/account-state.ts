import type { RunEvent } from "../events/run-event.ts";

/** `failed` and `blocked`: services that are not there, and will not be. */
interface Preparing {
  kind: "preparing";
  deploying: string[];
  failed?: string[];
  blocked?: string[];
}

export type AccountPhase =
  /** Its session is being opened. */
  | { kind: "leased" }
  | Preparing
  /** Takes files, and had none yet. */
  | { kind: "ready" }
  /** `beside`: it is still being prepared, and these files need only what is there. */
  | { kind: "running"; files: string[]; beside?: Preparing }
  /** Takes files, and has none now. */
  | { kind: "idle" }
  | { kind: "released" }
  | { kind: "dirty"; reason: string; nextStep?: string }
  /** Left to a person, until then (ms since the epoch). */
  | { kind: "kept"; reason: string; until: number; nextStep: string }
  | { kind: "lost"; reason: string };

export interface AccountState {
  account: string;
  phase: AccountPhase;
  /** When the phase, or what runs in it, began; ms since the epoch. */
  since: number;
}

/** An event that is about one account. */
export type AccountEvent = Extract<RunEvent, { account: string }>;

/** Whether the run holds the account now. */
export function isHeld({ phase }: AccountState): boolean {
  return !["released", "dirty", "kept", "lost"].includes(phase.kind);
}

/** The phase an account is in after an event; the same object when the event changes nothing. Pure. */
export function phaseAfter(phase: AccountPhase | undefined, event: AccountEvent): AccountPhase | undefined {
  switch (event.kind) {
    case "lease-acquired":
      return { kind: "leased" };
    case "session-opened":
      return { kind: "preparing", deploying: [] };
    case "deploy-started":
    case "deploy-finished":
    case "deploy-failed":
    case "service-blocked":
      return afterService(phase, event);
    case "account-ready":
      return phase?.kind === "running" ? { kind: "running", files: phase.files } : { kind: "ready" };
    case "file-started":
      return withFile(phase, event.file);
    case "file-finished":
    case "file-cut-off":
      return phase?.kind === "running" ? withoutFile(phase, event.file) : phase;
    case "account-released":
      return { kind: "released" };
    case "account-dirty":
      return { kind: "dirty", reason: event.reason, ...(event.nextStep ? { nextStep: event.nextStep } : {}) };
    case "account-kept":
      return { kind: "kept", reason: event.reason, until: event.until, nextStep: event.nextStep };
    case "lease-lost":
    case "account-rejected":
      return { kind: "lost", reason: event.reason };
    case "account-hand-back-lost":
      return { kind: "lost", reason: "its lease was lost before it could be handed back" };
    case "account-surplus":
    case "account-suspect":
    case "account-limit":
    case "account-freshened":
    case "leak-found":
    case "service-skipped":
    case "service-ready":
    case "probe-started":
    case "probe-held":
    case "deploy-throttled":
    case "stacks-read":
    case "stack-cleared":
    case "stack-waiting":
    case "worker-started":
      return phase;
    default:
      // A kind that only a newer version knows.
      return phase;
  }
}

/** Whether the files that run are the same; what is deployed beside them may differ. */
export function runsTheSame(before: AccountPhase, after: AccountPhase): boolean {
  return before.kind === "running" && after.kind === "running" && before.files === after.files;
}

type Running = Extract<AccountPhase, { kind: "running" }>;
type ServiceEvent = Extract<
  AccountEvent,
  { kind: "deploy-started" | "deploy-finished" | "deploy-failed" | "service-blocked" }
>;

function afterService(phase: AccountPhase | undefined, event: ServiceEvent): AccountPhase | undefined {
  if (phase?.kind === "preparing") return preparingAfter(phase, event);
  if (phase?.kind === "running" && phase.beside) {
    return { ...phase, beside: preparingAfter(phase.beside, event) };
  }
  return phase;
}

function preparingAfter(phase: Preparing, { kind, service }: ServiceEvent): Preparing {
  const deploying = phase.deploying.filter((name) => name !== service);
  const plus = (names: string[] = []) => [...names, service];
  switch (kind) {
    case "deploy-started":
      return { ...phase, deploying: plus(deploying) };
    case "deploy-finished":
      return { ...phase, deploying };
    case "deploy-failed":
      return { ...phase, deploying, failed: plus(phase.failed) };
    case "service-blocked":
      return { ...phase, blocked: plus(phase.blocked) };
  }
}

function withFile(phase: AccountPhase | undefined, file: string): Running {
  if (phase?.kind === "running") return { ...phase, files: [...phase.files, file] };
  return { kind: "running", files: [file], ...(phase?.kind === "preparing" ? { beside: phase } : {}) };
}

function withoutFile(phase: Running, ended: string): AccountPhase {
  const files = phase.files.filter((file) => file !== ended);
  return files.length > 0 ? { ...phase, files } : (phase.beside ?? { kind: "idle" });
}
