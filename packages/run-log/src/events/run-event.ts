import type { ContainerEvent } from "./container-event.ts";
import type { FileOutcome, FileResult } from "./file-result.ts";
import type { QuarantineEntry, QuarantineInForce } from "./quarantine-entry.ts";

/** The version of the log's format, in every `run-started`; readers skip kinds of events they do not know. */
export const logVersion = 1;

/** What was taken of one repository; its address is without credentials. */
export interface TakenSource {
  repository: string;
  services: string[];
  /** The branch, tag or commit that was taken. */
  ref: string;
  commit: string;
  why: string;
}

/** `warm`: brings idle accounts of the pool up to date, as many as there are to be had. */
export type RunPurpose = "tests" | "deploy" | "warm";

type OfAccount<E> = E & { account: string };

/**
 * Everything that happens in a run, as it is reported to the log. `account` is `<id>/<region>`, `file` a path
 * relative to Jest's rootDir, times are in ms. No event has a place for an environment or for credentials: the log
 * is an artifact that many may read.
 */
export type RunEventInput =
  /**
   * Always the first. `version` is Regatta's own, `argv` what Jest was started with, `options` what Regatta was told beside
   * that, each as `--name` or `--name=value`; `pid` the parent's; without a `purpose` it is tests. With `personal`, the name of an account of somebody's own, `pool` was not asked for anything.
   * `commit` is that of the work tree, where it is in git; `fingerprints` has the first 12 digits of what was wanted
   * of each service.
   */
  | {
      kind: "run-started";
      runId: string;
      version: string;
      purpose?: RunPurpose;
      pool: string;
      personal?: string;
      commit?: string;
      fingerprints?: Record<string, string>;
      argv: string[];
      options?: readonly string[];
      pid: number;
    }
  /** What was taken of other repositories. */
  | { kind: "sources-taken"; sources: TakenSource[] }
  /** How many accounts are to be deployed, of a run that does nothing else. */
  | { kind: "accounts-wanted"; accounts: number }
  /**
   * Jest has said which files there are. Nothing is leased before. `expectedMs` may name files not selected. `past` has for
   * each file that is known what became of it in its last runs, as `pastLetters` writes it.
   */
  | {
      kind: "files-selected";
      files: string[];
      rootDir: string;
      expectedMs: Record<string, number>;
      past?: Record<string, string>;
    }
  /** Why the run is to have so many accounts. */
  | { kind: "accounts-chosen"; accounts: number; reason: string }
  /** What is in quarantine during this run: failures that are reported and do not count. */
  | { kind: "quarantine"; entries: QuarantineInForce[] }
  /** An entry that has run out: what it names counts again. */
  | ({ kind: "quarantine-over" } & QuarantineEntry)
  /**
   * The pool has not enough accounts for this run now, and why; told again when that changes. The place in line counts
   * from 1 and is missing where nobody else waits for the same; `nextStep` is there where someone could do something.
   */
  | {
      kind: "lease-waiting";
      reason: string;
      nextStep?: string;
      position?: number;
      of?: number;
      estimateMs?: number;
    }
  /** Others who wait below their minimum are due so many of this run's accounts: each goes back at the end of a file. */
  | { kind: "surplus-wanted"; accounts: number }
  /** `epoch` is the lease's fencing token; `expiresAt` by the server's clock, ms since the epoch. */
  | OfAccount<{ kind: "lease-acquired"; leaseId: string; epoch: number; expiresAt: number }>
  /** Nothing is done in the account any more: someone else may have it. */
  | OfAccount<{ kind: "lease-lost"; reason: string }>
  /** Its session could not be opened, or it is not the account it should be. Nothing was touched in it. */
  | OfAccount<{ kind: "account-rejected"; reason: string }>
  /** Credentials inside the account, and it is the right one. */
  | OfAccount<{ kind: "session-opened" }>
  /** How many stacks the account has, ours or not. */
  | OfAccount<{ kind: "stacks-read"; stacks: number }>
  /** What is deployed has the fingerprint that is wanted. */
  | OfAccount<{ kind: "service-skipped"; service: string }>
  | OfAccount<{ kind: "deploy-started"; service: string; stackName: string; reason: string }>
  /** `noUpdates`: CloudFormation found nothing to change. */
  | OfAccount<{
      kind: "deploy-finished";
      service: string;
      stackName: string;
      durationMs: number;
      noUpdates: boolean;
    }>
  /** `reason` comes from the stack's own events: the first real cause. */
  | OfAccount<{
      kind: "deploy-failed";
      service: string;
      stackName: string;
      reason: string;
      nextStep?: string;
      durationMs: number;
    }>
  /** It is not tried: `by`, which it depends on, directly or not, has failed. */
  | OfAccount<{ kind: "service-blocked"; service: string; by: string }>
  /** Skipped or deployed, and its probes hold. Its outputs are nobody's to read here. */
  | OfAccount<{ kind: "service-ready"; service: string }>
  /** What is asked of a service after its deploy; `probe` in words. */
  | OfAccount<{ kind: "probe-started"; service: string; probe: string }>
  | OfAccount<{ kind: "probe-held"; service: string; probe: string; durationMs: number }>
  /** CloudFormation refuses calls of the account for their number: all of them wait. At most one a second. */
  | OfAccount<{ kind: "deploy-throttled"; waitMs: number }>
  /** A stack that could not be updated from `status` was deleted first. */
  | OfAccount<{ kind: "stack-cleared"; service: string; stackName: string; status: string }>
  /** Someone else is at this stack: it is waited for. */
  | OfAccount<{ kind: "stack-waiting"; service: string; stackName: string; status: string }>
  /** Every service is there: the account takes files from now on; those that name what they need may run before. */
  | OfAccount<{ kind: "account-ready" }>
  /** `pid` leads a process group of its own. A new one follows each crash. */
  | OfAccount<{ kind: "worker-started"; pid: number }>
  /**
   * `attempt` counts from 1, over all accounts. `others`: the accounts the file has beside the one it runs in. `copy`: it
   * still runs elsewhere, and the first result counts. `span`: the id of the attempt's span, where its tests were told of it.
   */
  | OfAccount<{
      kind: "file-started";
      file: string;
      attempt: number;
      others?: string[];
      copy?: true;
      span?: string;
    }>
  /** The one result of this attempt. */
  | OfAccount<{
      kind: "file-finished";
      file: string;
      attempt: number;
      outcome: FileOutcome;
      durationMs: number;
      result: FileResult;
      others?: string[];
      copy?: true;
      /** False: it will be tried again. */
      final?: boolean;
      /** Names of the tests that failed and are in quarantine; `""` is the file as a whole. */
      quarantined?: string[];
      /** No worker could be started for it: no line of the file was run. */
      unstarted?: true;
    }>
  /** This attempt has no result: the file runs again, or never. */
  | OfAccount<{ kind: "file-cut-off"; file: string; attempt: number; reason: string; others?: string[] }>
  /** Files that failed there passed elsewhere: the account leaves the run. */
  | OfAccount<{ kind: "account-suspect"; files: string[]; reason: string }>
  /**
   * The account is good only so long, as far as is known, and takes no file that could be cut short; without `endsInMs` it
   * is as good as ever again.
   */
  | OfAccount<{ kind: "account-limit"; endsInMs?: number; reason?: string }>
  /** Its data was made what it was by the team's command, for this file; `problem`: that failed. */
  | OfAccount<{ kind: "account-freshened"; file: string; durationMs: number; problem?: string }>
  | ContainerEvent
  /**
   * What is in the account since these files ran there, and was not before: stacks (`stack <name>`) and Arns. With more
   * than one file it is one of them, or several. `fails`: the run is not to pass with it.
   */
  | OfAccount<{ kind: "leak-found"; files: string[]; resources: string[]; fails?: true }>
  /** It was waiting, and nobody will take it any more. */
  | { kind: "file-never-run"; file: string; reason: string }
  /** It is about to be handed back although it could be used: others wait below their minimum. */
  | OfAccount<{ kind: "account-surplus" }>
  /** Handed back as it should be: the next run may have it at once. */
  | OfAccount<{ kind: "account-released" }>
  /** Handed back to the cleaner; `nextStep` is there where no cleaner will come. */
  | OfAccount<{ kind: "account-dirty"; reason: string; nextStep?: string }>
  /** Not handed back, but left to a person as it is, until `until` (server time, ms): then it becomes dirty. */
  | OfAccount<{ kind: "account-kept"; holder: string; reason: string; until: number; nextStep: string }>
  /** The lease was lost before it could be handed back. */
  | OfAccount<{ kind: "account-hand-back-lost" }>
  | { kind: "jest-started"; pid: number }
  /** Exactly one of `code` and `signal` is null. */
  | {
      kind: "jest-exited";
      code: number | null;
      signal: string | null;
      /** There was no file to run, and Jest's configuration allows that. */
      noTestsAllowed?: boolean;
    }
  /** Somebody, or the CI, wants the run to end. */
  | { kind: "interrupted"; signal: "SIGINT" | "SIGTERM" }
  /** Something the reader should know of; `code` is what the troubleshooting page is indexed by. */
  | {
      kind: "problem";
      code: string;
      message: string;
      nextStep?: string;
      /** What was to be run is refused for it: nothing was leased. */
      refused?: boolean;
    }
  /** Always the last; missing where the parent was killed. */
  | { kind: "run-finished"; exitCode: number; reason: string };

type Stored<E> = E extends { kind: "run-started" } ? E & { logVersion: number } : E;

/**
 * An event as it stands in the log. `seq` counts from 0; `at` is wall clock, ms since the epoch. `runId` says whose it is
 * where the logs of several containers were put together.
 */
export type RunEvent = Stored<RunEventInput> & { seq: number; at: number; runId?: string };
