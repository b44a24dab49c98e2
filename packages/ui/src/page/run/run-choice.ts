import type { RunEntry } from "../../run-feed/run-feed-data.ts";

/** How a run goes or went, in words. */
export const stateText: Record<RunEntry["state"], string> = {
  "under-way": "under way",
  passed: "passed",
  failed: "failed",
  infrastructure: "infrastructure",
  interrupted: "interrupted",
  killed: "not ended",
};

/** A run in the list, in words. Pure. @param when when it began, for people. */
export function runChoice(
  { id, startedAt, purpose, state, reason }: RunEntry,
  when: (at: number) => string,
): string {
  const what = purpose === undefined || purpose === "tests" ? [] : [purpose];
  const how = reason === undefined ? stateText[state] : `${stateText[state]}: ${reason}`;
  return [startedAt === undefined ? id : when(startedAt), ...what, how].join(" · ");
}
