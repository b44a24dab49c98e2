import type { AttemptClass } from "../state/attempt-class.ts";
import type { Attempt } from "../state/file-state.ts";

/** An attempt in a few words: `crashed in 210000000001/eu-west-1`, and what makes it count for less. */
export function describeAttempt({ account, others = [], end }: Attempt, kind: AttemptClass): string {
  const where = `in ${[account, ...others].join(", ")}`;
  if (!end) return `was under way ${where}`;
  if (end.kind === "cut-off") return `cut off ${where}: ${end.reason}`;
  const what = `${end.outcome.replace("-", " ")} ${where}`;
  if (kind === "infrastructure") return `${what}, where no worker could be started`;
  return kind === "broken-account" ? `${what}, which turned out to be broken` : what;
}
