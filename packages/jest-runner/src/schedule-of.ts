import { type FileToRun, Schedule } from "@regatta/scheduler";
import type { DispatcherOptions } from "./dispatcher-options.ts";

/** The schedule of a run's files: what is known of them, what they ask for, and by which rules. */
export function scheduleOf({
  tests,
  pragmas,
  settings,
}: Pick<DispatcherOptions, "tests" | "pragmas" | "settings">): Schedule {
  const { inOrder, filesPerAccount, retries, backupCopies, leastLateMs = 0, canFreshen } = settings;
  const { fileTimeoutMs } = settings;
  const exclusive = new Set(pragmas.exclusive);
  const files = [...tests].map(([path, { duration }]): FileToRun => {
    const expectedMs = settings.expectedMs[path] ?? duration;
    const p95Ms = settings.p95Ms[path];
    const requires = pragmas.requires[path];
    return {
      path,
      exclusive: exclusive.has(path),
      locks: pragmas.locks[path] ?? [],
      accounts: pragmas.accounts[path] ?? 1,
      ...(expectedMs === undefined ? {} : { expectedMs }),
      ...(p95Ms === undefined ? {} : { p95Ms }),
      ...(fileTimeoutMs === undefined ? {} : { atMostMs: fileTimeoutMs }),
      ...(requires === undefined ? {} : { requires }),
    };
  });
  const copies = { backupCopies, leastLateMs };
  const rules = { filesPerAccount, retries, ...copies, canFreshen, inOrder: inOrder !== undefined };
  return new Schedule(inOrder ? sorted(files, inOrder) : files, rules);
}

function sorted(files: FileToRun[], order: readonly string[]): FileToRun[] {
  const places = new Map(order.map((path, place) => [path, place]));
  const placeOf = ({ path }: FileToRun) => places.get(path) ?? order.length;
  return files.toSorted((a, b) => placeOf(a) - placeOf(b));
}
