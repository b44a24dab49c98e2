import { relative, resolve } from "node:path";
import { isRegattaError, RegattaError } from "@regatta/foundation";
import { fileNames, fileSearch, unreadable } from "./load-file.ts";

const NAME = "regatta.config";

/** What a configuration file may be called, in the order they are looked for in a folder. */
export const configFileNames = fileNames(NAME);

export interface FoundConfig {
  /** Absolute. */
  file: string;
  /** The file as seen from where the user is. */
  name: string;
  config: unknown;
}

/**
 * Finds a configuration file and evaluates it.
 * @param options.cwd where the search starts; it goes up from there.
 * @param options.file the file to take instead of searching; relative to `cwd`.
 * @throws RegattaError CONFIG_NOT_FOUND; CONFIG_UNREADABLE when it cannot be read or evaluated.
 */
export async function findConfig({ cwd, file }: { cwd: string; file?: string }): Promise<FoundConfig> {
  const nameOf = (path: string) => relative(cwd, path) || path;
  const search = fileSearch({ name: NAME, nameOf });
  try {
    const found = await (file === undefined ? search.search(cwd) : search.load(resolve(cwd, file)));
    if (!found)
      throw notFound(`There is no configuration (regatta.config.ts, .js or .json) in ${cwd} or above.`);
    return { file: found.filepath, name: nameOf(found.filepath), config: found.config };
  } catch (error) {
    if (isRegattaError(error)) throw error;
    if ((error as NodeJS.ErrnoException).code === "ENOENT" && file !== undefined) {
      throw notFound(`There is no file ${file}.`);
    }
    throw unreadable(file ?? "The configuration", error);
  }
}

function notFound(message: string): RegattaError {
  return new RegattaError(message, {
    code: "CONFIG_NOT_FOUND",
    source: "user",
    nextStep: "Make one with `regatta init`, or name it with --config.",
  });
}
