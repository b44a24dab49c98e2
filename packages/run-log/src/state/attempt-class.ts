import type { FileOutcome } from "../events/file-result.ts";
import type { Attempt, FileState } from "./file-state.ts";
import { type Judgement, verdictOf } from "./file-verdict.ts";
import { isExcused } from "./quarantine.ts";

/**
 * What an attempt at a file says, now that the others are known. `flaky`: it did not pass, and another did.
 * `broken-account`: it did not pass, in an account where others did not that pass elsewhere. `infrastructure`: its lease
 * was lost, or no worker could be started. `cut-off`: the run ended, another copy was quicker, or a neighbour took the
 * worker down.
 */
export type AttemptClass =
  | FileOutcome
  | "flaky"
  | "quarantined"
  | "broken-account"
  | "infrastructure"
  | "cut-off";

/** Classes an attempt; one under way is as good as cut off. Pure. */
export function classify(attempt: Attempt, file: FileState, judgement: Judgement): AttemptClass {
  const { end } = attempt;
  if (end?.kind === "finished" && end.outcome === "passed") return "passed";
  if (end?.kind === "finished" ? end.unstarted : end?.lost) return "infrastructure";
  if (end && judgement.isSuspect(attempt)) return "broken-account";
  if (end?.kind !== "finished") return "cut-off";
  if (verdictOf(file, judgement) === "flaky") return "flaky";
  return isExcused(file.file, end, judgement.quarantine) ? "quarantined" : end.outcome;
}
