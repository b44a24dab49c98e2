import { messageOf, RegattaError } from "@regatta/foundation";
import { lilconfig } from "lilconfig";

/** The endings our files may have, in the order they are looked for in a folder. */
const endings = ["ts", "mts", "js", "mjs", "cjs", "json"];

/** @param name what the file is called before its ending. */
export function fileNames(name: string): string[] {
  return endings.map((ending) => `${name}.${ending}`);
}

/**
 * What looks for a file of this name and evaluates it.
 * @param options.name what the file is called before its ending.
 * @param options.nameOf what a file is called in messages.
 * @param options.stopDir where a search upwards ends.
 */
export function fileSearch({ name, nameOf, stopDir }: FileSearchOptions): ReturnType<typeof lilconfig> {
  const load = (path: string, content: string) => evaluate(path, nameOf(path), content);
  return lilconfig("regatta", {
    searchPlaces: fileNames(name),
    ignoreEmptySearchPlaces: false,
    cache: false,
    ...(stopDir === undefined ? {} : { stopDir }),
    loaders: Object.fromEntries(endings.map((ending) => [`.${ending}`, load])),
  });
}

export interface FileSearchOptions {
  name: string;
  nameOf: (path: string) => string;
  stopDir?: string;
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

/** @param name what cannot be loaded. */
export function unreadable(name: string, cause: unknown): RegattaError {
  return new RegattaError(`${name} cannot be loaded: ${messageOf(cause)}`, {
    code: "CONFIG_UNREADABLE",
    source: "user",
    nextStep: "Correct the file; it is evaluated as it stands, and its default export is what counts.",
    cause,
  });
}
