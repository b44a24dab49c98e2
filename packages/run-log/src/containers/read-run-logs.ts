import type { RunEvent } from "../events/run-event.ts";
import { readRunLog } from "../log/read-run-log.ts";
import { mergeLogs } from "./merge-logs.ts";

/**
 * Reads the events of a run: of one log, or of those of its containers put together.
 * @param paths the events files.
 * @throws RegattaError as `readRunLog` and `mergeLogs`.
 */
export async function readRunLogs(paths: readonly string[]): Promise<RunEvent[]> {
  return mergeLogs(await Promise.all(paths.map(readRunLog)));
}
