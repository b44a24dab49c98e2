// Which part of a whole it was, and where its durations came from: what is run again is named, and runs on one machine.
// What it says as it goes is for whoever runs it again.
const OF_ONE_RUN = ["container", "together", "timings", "quiet", "hold-failed", "hold-failed-most"];
// Of `regatta run` alone, or of `regatta replay`: how a whole run is spread, and which files are replayed.
const OF_RUNS = ["accounts", "retries", "backup-copies", "leaks", "pass-with-no-tests"];
const OF_REPLAYS = ["shard", "file"];

/**
 * The options of a run, as words of a command line, that `regatta run` is to have to run files of it again: where, with
 * which services, and how. Pure.
 * @param options each as `--name` or `--name=value`, as they are in the log.
 */
export function optionsToRun(options: readonly string[]): string[] {
  return words(options, [...OF_ONE_RUN, ...OF_REPLAYS]);
}

/** The same for `regatta replay`, which takes one account and tries each file once. Pure. */
export function optionsToReplay(options: readonly string[]): string[] {
  return words(options, [...OF_ONE_RUN, ...OF_REPLAYS, ...OF_RUNS]);
}

/** For how long, and how many, accounts in which a file failed were to be kept; an hour and one when it was not said. Pure. */
export function optionsToHold(options: readonly string[]): string[] {
  const said = options.filter((option) => nameOf(option) === "hold-failed");
  return [...optionsToRun(options), ...wordsOf(said.at(-1) ?? "--hold-failed")];
}

/** The configuration they name, for commands about an account of the run. Pure. */
export function optionsToOpen(options: readonly string[]): string[] {
  return options.filter((option) => nameOf(option) === "config").flatMap(wordsOf);
}

function words(options: readonly string[], left: readonly string[]): string[] {
  return options.filter((option) => !left.includes(nameOf(option))).flatMap(wordsOf);
}

function nameOf(option: string): string {
  return /^--([^=]*)/.exec(option)?.[1] ?? "";
}

function wordsOf(option: string): string[] {
  const at = option.indexOf("=");
  return at < 0 ? [option] : [option.slice(0, at), option.slice(at + 1)];
}
