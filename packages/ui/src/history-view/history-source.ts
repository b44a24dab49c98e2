import type { RunStats } from "@regatta/stats";

/** What the page asks for. */
export interface HistoryAsked {
  /** How far back, as `regatta stats --since` takes it. */
  since: string;
  /** Only runs of this suite, or on this branch. */
  suite?: string;
  branch?: string;
}

/** Where the page's history comes from. */
export interface HistorySource {
  /** What runs add up to. @throws RegattaError as AWS fails. */
  stats(asked: HistoryAsked): Promise<RunStats>;
  /** Whether a run ended after that, ms since the epoch; a cheap look. @throws RegattaError as AWS fails. */
  hasLater(endedAt: number): Promise<boolean>;
}
