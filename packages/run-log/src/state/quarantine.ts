import { matchesName } from "@regatta/foundation";
import type { TestCaseResult } from "../events/file-result.ts";
import type { QuarantineEntry, QuarantineInForce } from "../events/quarantine-entry.ts";
import type { FinishedAttempt } from "./file-state.ts";

/** What the troubleshooting page has entries that ran out under. */
export const quarantineOver = "QUARANTINE_OVER";

/** The name Jest knows a test by (`-t`): its `describe` blocks before it. */
export function fullNameOf({ ancestors, title }: Pick<TestCaseResult, "ancestors" | "title">): string {
  return [...ancestors, title].join(" ");
}

/** What an entry is about, for people. */
export function nameOfEntry({ file, test }: Pick<QuarantineEntry, "file" | "test">): string {
  return test === undefined ? file : `${file} › ${test}`;
}

/**
 * The entry that keeps a test of a file out of the verdict, if there is one.
 * @param name the test's full name; left out for the file as a whole, which only an entry without a test covers.
 */
export function quarantineOf(
  file: string,
  name: string | undefined,
  entries: readonly QuarantineInForce[],
): QuarantineInForce | undefined {
  return entries.find(
    ({ files, test }) =>
      files.includes(file) && (test === undefined || (name !== undefined && matchesName(test, name))),
  );
}

/**
 * Whether all that went wrong in an attempt is in quarantine. What went wrong beside its tests (it crashed, timed out,
 * did not load, threw late) is only where the whole file is. Pure.
 */
export function isExcused(
  file: string,
  { outcome, result }: Pick<FinishedAttempt, "outcome" | "result">,
  entries: readonly QuarantineInForce[],
): boolean {
  if (outcome === "passed") return false;
  if (quarantineOf(file, undefined, entries)) return true;
  const failed = result.tests.filter(({ status }) => status === "failed");
  const isOfTests = outcome === "failed" && !result.message && failed.length > 0;
  return isOfTests && failed.every((test) => quarantineOf(file, fullNameOf(test), entries) !== undefined);
}
