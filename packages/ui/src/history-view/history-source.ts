import type { RunStats } from "@regatta/stats";

/** Where the page's history comes from. */
export interface HistorySource {
  /** What runs add up to. @param since how far back, as `regatta stats --since` takes it. @throws RegattaError as AWS fails. */
  stats(since: string): Promise<RunStats>;
  /** Whether a run ended after that, ms since the epoch; a cheap look. @throws RegattaError as AWS fails. */
  hasLater(endedAt: number): Promise<boolean>;
}
