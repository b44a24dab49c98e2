import type { PoolAccount, Waiting } from "@regatta/accounts";
import type { FindingView, StepView } from "./pool-view.ts";

/** What one look at a pool found. */
export interface PoolGlance {
  accounts: readonly PoolAccount[];
  line: readonly Waiting[];
  /** The table's server's time, ms. */
  now: number;
  /** In DynamoDB's read units; 0 where that is not known. */
  readUnits: number;
}

/** Where the page's pool comes from, and what is said of it. */
export interface PoolSource {
  table: string;
  /** The pool's name. */
  pool: string;
  /** @throws RegattaError as AWS fails. */
  glance(): Promise<PoolGlance>;
  /** What there is to say of the pool, what needs somebody first. */
  findingsOf(glance: PoolGlance): Promise<FindingView[]>;
  /** What can be done with an account, the most likely first. @param now the server's time, ms. */
  nextSteps(account: PoolAccount, now: number): readonly StepView[];
}
