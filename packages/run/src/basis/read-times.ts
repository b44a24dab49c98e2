import { expectations, type History, pastLetters } from "@regatta/run-log";

/** What is known of files, or of deploys, by name. */
export interface KnownTimes {
  /** ms. */
  expectedMs: Record<string, number>;
  /** What 95 % of runs stay below, ms. */
  p95Ms: Record<string, number>;
  /** What became of them in their last runs, as `pastLetters` writes it. */
  past: Record<string, string>;
}

/** What is expected of files, or of deploys. Recorded times only make the order better: none where they cannot be read. */
export async function readTimes(history: Pick<History, "read">): Promise<KnownTimes> {
  try {
    const results = await history.read();
    const past = Object.fromEntries([...results].map(([name, list]) => [name, pastLetters(list)]));
    return { ...expectations(results), past };
  } catch {
    return { expectedMs: {}, p95Ms: {}, past: {} };
  }
}
