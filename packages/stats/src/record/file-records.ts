import { stripVTControlCharacters } from "node:util";
import type { Attempt, AttemptClass, FileState, RunState } from "@regatta/run-log";
import type { FailureRecord, FileRecord } from "./run-record.ts";

/** Characters that are kept of what a failure said, and of a test's name. */
const MESSAGE_LENGTH = 300;
const NAME_LENGTH = 200;
/** Of one file in one run. */
const FAILURES = 3;

/** The test files of a run as they are kept: those this container had an attempt at, and those nobody ran. Pure. */
export function fileRecords(state: RunState): FileRecord[] {
  const repeated = repeatedMs(state);
  return [...state.files.values()].flatMap((file) => {
    const isElsewhere = file.elsewhere?.verdict !== undefined && file.attempts.length === 0;
    return isElsewhere ? [] : [fileRecord(file, state, repeated.get(file.file) ?? 0)];
  });
}

function fileRecord(file: FileState, state: RunState, repeatedMs: number): FileRecord {
  const final = state.finalAttempt(file);
  const failures = file.attempts.flatMap((attempt) => failureOf(attempt, state.classOf(attempt, file)));
  return {
    file: file.file,
    verdict: state.verdictOf(file),
    ...(final ? { ms: final.end.durationMs } : {}),
    attempts: file.attempts.length,
    ...(repeatedMs > 0 ? { repeatedMs } : {}),
    ...(failures.length > 0 ? { failures: failures.slice(-FAILURES) } : {}),
  };
}

/** How long attempts took, by file, that have no result or one that does not count. */
function repeatedMs({ timeline }: RunState): Map<string, number> {
  const byFile = new Map<string, number>();
  for (const { file, from, to = from, wasted } of timeline.stretches) {
    if (wasted) byFile.set(file, (byFile.get(file) ?? 0) + to - from);
  }
  return byFile;
}

function failureOf({ account, end }: Attempt, attemptClass: AttemptClass): FailureRecord[] {
  if (end?.kind !== "finished" || end.outcome === "passed") return [];
  const { tests, message = "" } = end.result;
  const failed = tests.find(({ status }) => status === "failed");
  if (!failed) return [{ account, class: attemptClass, message: short(message, MESSAGE_LENGTH) }];
  const test = short([...failed.ancestors, failed.title].join(" › "), NAME_LENGTH);
  return [
    { account, class: attemptClass, test, message: short(failed.failureMessages[0] ?? "", MESSAGE_LENGTH) },
  ];
}

// Where it was in the code is in the run's log: of a stack trace as much would be left as is cut off.
function short(text: string, length: number): string {
  const plain = (stripVTControlCharacters(text).split(/\n\s+at /, 1)[0] ?? "").trim();
  return plain.length > length ? `${plain.slice(0, length - 1)}…` : plain;
}
