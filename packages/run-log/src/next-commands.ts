import type { FileState } from "./file-state.ts";
import { isGreen, isWithoutResult } from "./file-verdict.ts";
import { replayHint } from "./replay-hint.ts";
import type { RunState } from "./run-state.ts";
import { shellWord } from "./shell-word.ts";

/** What `regatta run` is to be told to run files of this run again. */
export interface Rerun {
  /** Options of ours. */
  options: readonly string[];
  /** What Jest was told beside which files it was to run. */
  jestOptions: readonly string[];
  /** The path Jest finds a file by that the log names so. */
  pathOf: (file: string) => string;
}

// More on one line nobody reads.
const MOST_FILES = 20;

/**
 * How to get there again, after a run in which something failed: the failed files alone, one of them as it ran, and one
 * with its account kept. Lines of the summary, each command as a shell takes it. Pure.
 */
export function nextCommands(state: RunState, rerun: Rerun = asItWas): string[] {
  const files = [...state.files.values()].filter((file) => !isGreen(state.verdictOf(file)));
  const [first] = files;
  if (!first) return [];
  const paths = files.map(({ file }) => rerun.pathOf(withoutProject(file)));
  const again = whichAgain(files, paths, state);
  return [
    ...(again ? [`rerun   ${command(state, rerun, [], again)}`] : []),
    ...replayHint(state),
    ...(mayHold(state)
      ? [`hold    ${command(state, rerun, ["--hold-failed"], byPath(paths.slice(0, 1)))}`, howToOpen]
      : []),
  ];
}

const asItWas: Rerun = { options: [], jestOptions: [], pathOf: (file) => file };

const byPath = (paths: readonly string[]) => ["--runTestsByPath", ...paths];

// Jest remembers the files that failed, not those that never ran.
function whichAgain(files: readonly FileState[], paths: readonly string[], state: RunState) {
  if (files.length <= MOST_FILES) return byPath(paths);
  const isRemembered = files.every((file) => !isWithoutResult(state.verdictOf(file)));
  return isRemembered ? ["--onlyFailures"] : undefined;
}

// What follows -- is Jest's: both have options of the same name.
function command(
  { personal }: RunState,
  { options, jestOptions }: Rerun,
  ours: readonly string[],
  jests: readonly string[],
): string {
  const account = personal === undefined ? [] : ["--account", personal];
  const separator = jestOptions.length > 0 ? ["--"] : [];
  const words = [...account, ...options, ...ours, ...separator, ...jestOptions, ...jests];
  return `regatta run ${words.map(shellWord).join(" ")}`;
}

const howToOpen =
  "        keeps the account it fails in, and ends with the command that opens it: regatta pool shell";

// An account that is kept already is named above, with the command that opens it; one of somebody's own is theirs anyway.
function mayHold({ accounts, personal }: RunState): boolean {
  return personal === undefined && [...accounts.values()].every(({ phase }) => phase.kind !== "kept");
}

// A file that is in several projects is named with one.
function withoutProject(file: string): string {
  return file.replace(/ \([^()]*\)$/, "");
}
