import type { TakenSource } from "@regatta/run-log";
import type { Change, Decision } from "@regatta/stacks";
import type { ChosenAccounts } from "../basis/choose-accounts-number.ts";

export interface PlannedAccount {
  account: string;
  /** What would be done with each service there, in deploy order; absent when the account could not be read. */
  services?: Array<{ service: string; decision: Decision }>;
  /** How long the deploys there would take, ms; absent when there are none, or nothing is known of their times. */
  deployMs?: number;
  problem?: string;
}

/** A run that waits in line. */
export interface PlannedWaiter {
  runId: string;
  /** Who waits, for people. */
  holder: string;
  /** How many accounts it is missing to begin. */
  needs: number;
  priority: number;
  /** Since when: server time, ms since the epoch. */
  since: number;
}

export interface RunPlan {
  /** Absent where everything would happen in an account of somebody's own. */
  pool?: { name: string; accounts: number; available: number };
  /** The name of that account. */
  personal?: string;
  /** Who waits in line, the first first; absent when nobody does. */
  line?: PlannedWaiter[];
  /** There when a run that began now would have to wait: its place, counted from 1, and how long about, ms. */
  waiting?: { position: number; of: number; estimateMs?: number };
  /** What was taken of other repositories; absent when no service comes from one. */
  sources?: TakenSource[];
  /** How many accounts the run would hold at most and why, where that is left to Regatta. */
  chosen?: ChosenAccounts;
  /** The accounts that would be tried first; another run may be faster. */
  accounts: PlannedAccount[];
  files: Array<{ file: string; expectedMs?: number }>;
  /** There is no file to run, and Jest's configuration or the arguments allow that. */
  noTestsAllowed?: true;
  /** The shortest the tests could take over these accounts, ms; absent when no file has a recorded time. */
  testsAtLeastMs?: number;
  /** Of every change that is a reason to deploy, when it was asked for. */
  explanations?: Explanation[];
}

/** What differs between a service as it is now and as some stack has it. */
export interface Explanation {
  service: string;
  /** The fingerprint on that stack. */
  before: string;
  /** Absent when what went into `before` is not on record. */
  changes?: Change[];
  /** Why the records could not be read. */
  problem?: string;
}
