import { readdir, realpath } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { RegattaError } from "@regatta/foundation";

export interface RunToFind {
  /** Its id, the path of its folder, or `latest`. */
  run: string;
  /** What a path is relative to. */
  cwd: string;
  /** The configured folder that holds `runs`. */
  outputDirectory: string;
}

const SHOWN = 5;

/** Finds the folder of a run. @throws RegattaError RUN_NOT_FOUND naming the last few there are. */
export async function findRun({ run, cwd, outputDirectory }: RunToFind): Promise<string> {
  const runs = join(outputDirectory, "runs");
  // Ids sort by their start, so that `latest` needs no link where there are none.
  const ids = (await foldersIn(runs)).sort();
  const id = run === "latest" ? ids.at(-1) : ids.find((name) => name === run);
  if (id !== undefined) return join(runs, id);
  const folder = resolve(cwd, run);
  if (basename(folder) !== run && (await exists(folder))) return folder;
  throw new RegattaError(
    run === "latest" ? `There is no run in ${runs}.` : `There is no run ${run} in ${runs}.`,
    {
      code: "RUN_NOT_FOUND",
      source: "user",
      nextStep:
        ids.length === 0
          ? "Start one with `regatta run`, or look at output.directory in the configuration."
          : `Name one of these: ${ids.slice(-SHOWN).reverse().join(", ")}.`,
    },
  );
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
