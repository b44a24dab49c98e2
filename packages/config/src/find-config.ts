import { relative, resolve } from "node:path";
import { isRegattaError, messageOf, RegattaError } from "@regatta/foundation";
import { lilconfig } from "lilconfig";

/** The endings a configuration file may have, in the order they are looked for in a folder. */
export const configFileNames = ["ts", "mts", "js", "mjs", "cjs", "json"].map(
  (ending) => `regatta.config.${ending}`,
);

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
  const load = (path: string, content: string) => evaluate(path, nameOf(path), content);
  const endings = [".ts", ".mts", ".js", ".mjs", ".cjs", ".json"];
  const search = lilconfig("regatta", {
    searchPlaces: configFileNames,
    ignoreEmptySearchPlaces: false,
    cache: false,
    loaders: Object.fromEntries(endings.map((ending) => [ending, load])),
  });
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

async function evaluate(path: string, name: string, content: string): Promise<unknown> {
  try {
    if (path.endsWith(".json")) return JSON.parse(content.replace(/^\uFEFF/, ""));
    // Loaded only now: a configuration in JSON needs no compiler.
    const { evaluateModule } = await import("./evaluate-module.ts");
    return await evaluateModule(path);
  } catch (error) {
    throw unreadable(name, error);
  }
}

function notFound(message: string): RegattaError {
  return new RegattaError(message, {
    code: "CONFIG_NOT_FOUND",
    source: "user",
    nextStep: "Make one with `regatta init`, or name it with --config.",
  });
}

function unreadable(name: string, cause: unknown): RegattaError {
  return new RegattaError(`${name} cannot be loaded: ${messageOf(cause)}`, {
    code: "CONFIG_UNREADABLE",
    source: "user",
    nextStep: "Correct the file; it is evaluated as it stands, and its default export is the configuration.",
    cause,
  });
}
