import { readdir, realpath } from "node:fs/promises";
import { join, resolve } from "node:path";
import { RegattaError } from "@regatta/foundation";

export interface RunToFind {
  /** Its id or the beginning of it, a path of what it left behind, or `latest`. */
  run: string;
  /** What a path is relative to. */
  cwd: string;
  /** The configured folder that holds `runs`. */
  outputDirectory: string;
}

const SHOWN = 5;

/**
 * Finds the folder of a run, or whatever is at the path that was given: its events, a report.
 * @returns absolute. @throws RegattaError RUN_NOT_FOUND naming the last few there are, or those that are meant alike.
 */
export async function findRun({ run, cwd, outputDirectory }: RunToFind): Promise<string> {
  const runs = join(outputDirectory, "runs");
  // Ids sort by their start, so that `latest` needs no link where there are none.
  const ids = (await foldersIn(runs)).sort();
  const id = run === "latest" ? ids.at(-1) : ids.find((name) => name === run);
  if (id !== undefined) return join(runs, id);
  const path = resolve(cwd, run);
  if (await exists(path)) return path;
  const begun = ids.filter((name) => name.startsWith(run));
  const [only, ...others] = begun;
  if (only === undefined) throw notFound(run, runs, ids);
  if (others.length > 0) throw notOne(run, runs, begun);
  return join(runs, only);
}

function notFound(run: string, runs: string, ids: string[]): RegattaError {
  return refusal(
    run === "latest" ? `There is no run in ${runs}.` : `There is no run ${run} in ${runs}.`,
    ids.length === 0
      ? "Start one with `regatta run`, or look at output.directory in the configuration."
      : nameOneOf(ids),
  );
}

function notOne(run: string, runs: string, ids: string[]): RegattaError {
  return refusal(`${ids.length} runs in ${runs} begin with ${run}.`, nameOneOf(ids));
}

function nameOneOf(ids: string[]): string {
  return `Name one of these: ${ids.slice(-SHOWN).reverse().join(", ")}.`;
}

function refusal(message: string, nextStep: string): RegattaError {
  return new RegattaError(message, { code: "RUN_NOT_FOUND", source: "user", nextStep });
}

// Links are left out: `latest`, and the draft of it that a run killed at its very start leaves behind.
async function foldersIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch {
    return [];
  }
}

async function exists(path: string): Promise<boolean> {
  return realpath(path).then(
    () => true,
    () => false,
  );
}
