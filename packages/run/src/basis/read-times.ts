import { expectations, type History } from "@regatta/run-log";

/** What is expected of files, or of deploys. Recorded times only make the order better: none where they cannot be read. */
export async function readTimes(
  history: Pick<History, "read">,
): Promise<{ expectedMs: Record<string, number>; p95Ms: Record<string, number> }> {
  try {
    return expectations(await history.read());
  } catch {
    return { expectedMs: {}, p95Ms: {} };
  }
}
