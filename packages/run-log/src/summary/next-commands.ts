import type { FileState } from "../state/file-state.ts";
import { isGreen, isWithoutResult } from "../state/file-verdict.ts";
import type { RunState } from "../state/run-state.ts";
import { shellWord } from "../text/shell-word.ts";
import { optionsToHold, optionsToReplay, optionsToRun } from "./options-again.ts";

/** What Jest is to be told to run files of this run again. */
export interface Rerun {
  /** All that it was told. */
  jestArgs: readonly string[];
  /** Of that what does not say which files it was to run. */
  jestOptions: readonly string[];
  /** The path Jest finds a file by that the log names so. */
  pathOf: (file: string) => string;
}

// More on one line nobody reads.
const MOST_FILES = 20;

/**
 * How to get there again, after a run in which something failed: the failed files alone, one of them as it ran, and one
 * with its account kept; each with the options of this run. Lines of the summary, each command as a shell takes it. Pure.
 */
export function nextCommands(state: RunState, rerun: Rerun = asItWas): string[] {
  const files = [...state.files.values()].filter((file) => !isGreen(state.verdictOf(file)));
  const [first] = files;
  if (!first) return [];
  const paths = files.map(({ file }) => rerun.pathOf(withoutProject(file)));
  const jests = forJest(rerun.jestOptions);
  const again = isAllUnrun(state, files)
    ? forJest(rerun.jestArgs)
    : whichAgain({ files, paths, state, jests });
  const { options } = state;
  const hold = ["run", ...optionsToHold(options), ...jests, ...byPath(paths.slice(0, 1))];
  return [
    ...(again ? [`rerun   ${command("run", ...optionsToRun(options), ...again)}`] : []),
    ...replay(state, files),
    ...(mayHold(state, files) ? [`hold    ${command(...hold)}`, howToOpen] : []),
  ];
}

const asItWas: Rerun = { jestArgs: [], jestOptions: [], pathOf: (file) => file };

const byPath = (paths: readonly string[]) => ["--runTestsByPath", ...paths];

// What follows -- is Jest's: both have options of the same name.
function forJest(args: readonly string[]): string[] {
  return args.length > 0 ? ["--", ...args] : [];
}

// Nothing came of it: the same once more.
function isAllUnrun(state: RunState, files: readonly FileState[]): boolean {
  return files.length === state.files.size && files.every((file) => isWithoutResult(state.verdictOf(file)));
}

interface Again {
  files: readonly FileState[];
  paths: readonly string[];
  state: RunState;
  jests: readonly string[];
}

// Jest remembers the files that failed, not those that never ran.
function whichAgain({ files, paths, state, jests }: Again): string[] | undefined {
  if (files.length <= MOST_FILES) return [...jests, ...byPath(paths)];
  const isRemembered = files.every((file) => !isWithoutResult(state.verdictOf(file)));
  return isRemembered ? [...jests, "--onlyFailures"] : undefined;
}

function replay({ runId, options }: RunState, files: readonly FileState[]): string[] {
  const started = files.find(({ attempts }) => attempts.length > 0);
  if (!started) return [];
  return [`replay  ${command("replay", runId, "--file", started.file, ...optionsToReplay(options))}`];
}

function command(...words: string[]): string {
  return ["regatta", ...words].map(shellWord).join(" ");
}

const howToOpen =
  "        keeps the account it fails in, and ends with the command that opens it: regatta pool shell";

// An account that is kept already is named above, with the command that opens it; one of somebody's own is theirs anyway.
function mayHold({ accounts, personal }: RunState, files: readonly FileState[]): boolean {
  const isKept = [...accounts.values()].some(({ phase }) => phase.kind === "kept");
  return personal === undefined && !isKept && files.some(({ attempts }) => attempts.length > 0);
}

// A file that is in several projects is named with one.
function withoutProject(file: string): string {
  return file.replace(/ \([^()]*\)$/, "");
}
