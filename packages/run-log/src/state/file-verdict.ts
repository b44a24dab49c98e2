import type { FileVerdict } from "../events/file-result.ts";
import type { QuarantineInForce } from "../events/quarantine-entry.ts";
import type { Attempt, FileState, JudgedAttempt } from "./file-state.ts";
import { isExcused } from "./quarantine.ts";

/** What files are judged by, beside their attempts. */
export interface Judgement {
  /** The accounts that turned out to be broken: a failure there says nothing of the file. */
  isSuspect(attempt: Pick<Attempt, "account" | "runId">): boolean;
  /** What is in quarantine during this run. */
  quarantine: readonly QuarantineInForce[];
}

/** The attempt whose result counts: of those that do, and where none does of all that have one, the last to end. */
export function finalAttempt(file: FileState, judgement: Judgement): JudgedAttempt | undefined {
  const judged = file.attempts.filter(isJudged).sort((a, b) => a.end.seq - b.end.seq);
  return judged.findLast((attempt) => counts(attempt, judgement)) ?? judged.at(-1);
}

/**
 * The final word on a file; one under way or waiting gets what it would be if the run ended now. What is green is
 * `passed`, `flaky` and `quarantined`. Pure.
 */
export function verdictOf(file: FileState, judgement: Judgement): FileVerdict {
  if (file.elsewhere?.verdict) return file.elsewhere.verdict;
  const final = finalAttempt(file, judgement);
  if (!final) return file.attempts.length > 0 ? "cut-off" : "never-run";
  if (isExcused(file.file, final.end, judgement.quarantine)) return "quarantined";
  const { outcome } = final.end;
  const failedBefore = file.attempts.some(
    (attempt) => isJudged(attempt) && attempt.end.outcome !== "passed" && counts(attempt, judgement),
  );
  return outcome === "passed" && failedBefore ? "flaky" : outcome;
}

/** Whether a file with this verdict lets the run be green. */
export function isGreen(verdict: FileVerdict): boolean {
  return verdict === "passed" || verdict === "flaky" || verdict === "quarantined";
}

/** Whether a file with this verdict was never seen to pass or fail. */
export function isWithoutResult(verdict: FileVerdict): boolean {
  return verdict === "cut-off" || verdict === "never-run";
}

function isJudged(attempt: FileState["attempts"][number]): attempt is JudgedAttempt {
  return attempt.end?.kind === "finished";
}

// What passes in a broken account has passed all the same.
function counts(attempt: JudgedAttempt, judgement: Judgement): boolean {
  const { outcome, unstarted } = attempt.end;
  return outcome === "passed" || !(unstarted || judgement.isSuspect(attempt));
}
