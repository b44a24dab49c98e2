import type { Quarantined } from "@regatta/jest-runner";
import { nameOfEntry, type QuarantineEntry, type RunLog } from "@regatta/run-log";
import { narrows } from "./narrows.ts";
import { sortQuarantine } from "./sort-quarantine.ts";

export interface BeginQuarantineOptions {
  /** Of the configuration. */
  entries: readonly QuarantineEntry[];
  /** The files of the run. */
  files: readonly string[];
  /** What Jest was started with. */
  args: readonly string[];
  log: RunLog;
  /** Ms since the epoch. */
  now: number;
}

/**
 * Says on the log what is in quarantine during the run, and which entries have run out or are of no use.
 * @returns for Jest, what is in quarantine file by file.
 */
export function beginQuarantine({ entries, files, args, log, now }: BeginQuarantineOptions): Quarantined[] {
  const { inForce, over, unmatched } = sortQuarantine(entries, files, now);
  if (inForce.length > 0) log.append({ kind: "quarantine", entries: inForce });
  for (const entry of over) log.append({ kind: "quarantine-over", ...entry });
  // A run of some of the files says nothing of entries for the others.
  if (unmatched.length > 0 && !narrows(args)) log.append(noFileOf(unmatched));
  return inForce.flatMap(({ files: own, test, reason }) =>
    own.map((file) => ({ file, ...(test === undefined ? {} : { test }), ...(reason ? { reason } : {}) })),
  );
}

function noFileOf(entries: readonly QuarantineEntry[]) {
  const names = entries.map(nameOfEntry).join(", ");
  return {
    kind: "problem" as const,
    code: "QUARANTINE_UNMATCHED",
    message: `Nothing that ran is what tests.quarantine names: ${names}.`,
    nextStep: "Correct the path, relative to Jest's rootDir, or take the entry out.",
  };
}
