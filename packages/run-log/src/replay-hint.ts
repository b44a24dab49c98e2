import { isGreen } from "./file-verdict.ts";
import type { RunState } from "./run-state.ts";
import { shellWord } from "./shell-word.ts";

/** How to run the first file again that did not pass, as it ran in this run: a line of the summary; none where all passed. */
export function replayHint(state: RunState): string[] {
  const first = [...state.files.values()].find(
    (file) => file.attempts.length > 0 && !isGreen(state.verdictOf(file)),
  );
  if (!first) return [];
  const account = state.personal === undefined ? "" : ` --account ${shellWord(state.personal)}`;
  return [`replay  regatta replay ${state.runId} --file ${shellWord(first.file)}${account}`];
}
