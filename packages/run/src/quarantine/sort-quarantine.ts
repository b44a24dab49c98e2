import type { QuarantineEntry, QuarantineInForce } from "@regatta/run-log";
import picomatch from "picomatch";

/** What the entries of the configuration come to, for the files of one run. */
export interface SortedQuarantine {
  inForce: QuarantineInForce[];
  /** Their last day has passed. */
  over: QuarantineEntry[];
  /** They would hold, but none of the files is theirs. */
  unmatched: QuarantineEntry[];
}

/**
 * Sorts entries by what they do today. Pure.
 * @param files those of the run, as Jest's side names them: a project's name in brackets may follow the path.
 * @param now ms since the epoch; the day that counts is UTC's.
 */
export function sortQuarantine(
  entries: readonly QuarantineEntry[],
  files: readonly string[],
  now: number,
): SortedQuarantine {
  const today = new Date(now).toISOString().slice(0, 10);
  const sorted: SortedQuarantine = { inForce: [], over: [], unmatched: [] };
  for (const entry of entries) {
    const own = files.filter(isMeantBy(entry.file));
    if (entry.until < today) sorted.over.push(entry);
    else if (own.length === 0) sorted.unmatched.push(entry);
    else sorted.inForce.push({ ...entry, files: own });
  }
  return sorted;
}

// A path with brackets in it (`pages/[id].test.ts`) is a glob to picomatch, and still names itself.
function isMeantBy(form: string): (file: string) => boolean {
  const matches = picomatch(form.replace(/^\.\//, ""), { dot: true });
  return (file) => {
    const path = file.replace(/ \([^()]*\)$/, "");
    return [file, path].some((name) => name === form || matches(name));
  };
}
