import type { QuarantineInForce } from "../events/quarantine-entry.ts";
import type { FileState } from "../state/file-state.ts";
import { isWithoutResult } from "../state/file-verdict.ts";
import { fullNameOf, quarantineOf } from "../state/quarantine.ts";
import type { RunState } from "../state/run-state.ts";
import { whatFailed } from "../state/what-failed.ts";

/** What an entry kept out of the verdict. */
export interface QuarantinedFailure {
  file: string;
  account: string;
  /** What failed, and what it said. */
  message: string;
}

/** What became of an entry in a run. */
export interface QuarantineReport {
  entry: QuarantineInForce;
  failures: QuarantinedFailure[];
  /** All that it names ran and passed: it may not be needed any more. */
  passed: boolean;
}

/** What became of every entry that was in force. Pure. */
export function quarantineReport(state: RunState): QuarantineReport[] {
  return state.quarantine.map((entry) => {
    const files = entry.files.flatMap((name) => state.files.get(name) ?? []);
    const failures = files.flatMap((file) => failuresOf(file, entry, state));
    return { entry, failures, passed: files.length > 0 && files.every((file) => passes(file, entry, state)) };
  });
}

function failuresOf(file: FileState, entry: QuarantineInForce, state: RunState): QuarantinedFailure[] {
  const final = state.finalAttempt(file);
  if (!final || final.end.outcome === "passed") return [];
  const { account, end } = final;
  if (entry.test === undefined) return [{ file: file.file, account, message: whatFailed(end.result) }];
  const own = end.result.tests.filter(
    (test) => test.status === "failed" && isOf(entry, file, fullNameOf(test)),
  );
  return own.map((test) => ({
    file: file.file,
    account,
    message: whatFailed({ tests: [test], skipped: false }),
  }));
}

function passes(file: FileState, entry: QuarantineInForce, state: RunState): boolean {
  const verdict = state.verdictOf(file);
  if (entry.test === undefined || isWithoutResult(verdict)) return verdict === "passed";
  const tests = state.finalAttempt(file)?.end.result.tests ?? [];
  const own = tests.filter((test) => isOf(entry, file, fullNameOf(test)));
  return own.some(({ status }) => status === "passed") && own.every(({ status }) => status !== "failed");
}

function isOf(entry: QuarantineInForce, file: FileState, name: string): boolean {
  return quarantineOf(file.file, name, [entry]) !== undefined;
}
