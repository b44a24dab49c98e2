import type { FileToRun } from "../file-to-run.ts";
import type { Schedule } from "../schedule.ts";

/**
 * Runs a schedule in simulated time: every file takes exactly as long as expected.
 * @returns when the last file ended, ms, and the files in the order they were started.
 */
export function simulate(
  schedule: Schedule,
  files: readonly FileToRun[],
  accounts: readonly string[],
): { makespanMs: number; ran: string[] } {
  const length = new Map(files.map(({ path, expectedMs }) => [path, expectedMs ?? 0]));
  const ran: string[] = [];
  let running: Array<{ account: string; path: string; endsAt: number }> = [];
  let now = 0;
  const start = (account: string) => {
    const path = schedule.next(account)?.path;
    if (path === undefined) return;
    ran.push(path);
    running.push({ account, path, endsAt: now + (length.get(path) ?? 0) });
  };
  for (const account of accounts) start(account);
  while (running.length > 0) {
    const [first, ...others] = running.toSorted((a, b) => a.endsAt - b.endsAt);
    if (!first) break;
    now = first.endsAt;
    running = others;
    schedule.ended(first.account, first.path, "passed");
    start(first.account);
  }
  return { makespanMs: now, ran };
}
