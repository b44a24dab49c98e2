import { isGreen } from "./file-verdict.ts";
import type { RunState } from "./run-state.ts";

/** How to run the first file again that did not pass, as it ran in this run: a line of the summary; none where all passed. */
export function replayHint(state: RunState): string[] {
  const files = [...state.files.values()].filter(
    (file) => file.attempts.length > 0 && !isGreen(state.verdictOf(file)),
  );
  const [first, ...others] = files;
  if (!first) return [];
  const account = state.personal === undefined ? "" : ` --account ${state.personal}`;
  const more = others.length > 0 ? ` (or --file … for ${others.length} more)` : "";
  return [`replay  regatta replay ${state.runId} --file ${quoted(first.file)}${account}${more}`];
}

// The names of a file in two projects have a space.
function quoted(file: string): string {
  return /^[\w./@-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;
}
