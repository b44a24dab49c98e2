import { stat } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import { isRegattaError } from "@regatta/foundation";
import { glob, isDynamicPattern } from "tinyglobby";
import { z } from "zod";
import { fileSearch, unreadable } from "./load-file.ts";
import { type Problem, unexpected } from "./problem.ts";

/** A `regatta.service` file, evaluated. */
export interface ServiceFile {
  /** As seen from the configuration's folder. */
  name: string;
  /** Its folder; absolute. */
  folder: string;
  content: unknown;
}

export interface FoundServiceFiles {
  /** In the order of their folders' names. */
  files: ServiceFile[];
  /** What `serviceFolders` names in vain. */
  problems: Problem[];
}

const patternsIn = z.object({ serviceFolders: z.array(z.string().min(1)) });
const NAME = "regatta.service";

/**
 * Looks for the service files in the folders that `serviceFolders` names.
 * @param config what the configuration file said; anything.
 * @param base the folder that paths are relative to.
 * @throws RegattaError CONFIG_UNREADABLE for a file that cannot be evaluated.
 */
export async function findServiceFiles(config: unknown, base: string): Promise<FoundServiceFiles> {
  const parsed = patternsIn.safeParse(config);
  const patterns = parsed.success ? parsed.data.serviceFolders : [];
  const isExclusion = (pattern: string) => pattern.startsWith("!");
  const exclusions = patterns.filter(isExclusion).map((pattern) => pattern.slice(1));
  const found = new Map<string, ServiceFile>();
  const problems: Problem[] = [];
  for (const [index, pattern] of patterns.entries()) {
    if (isExclusion(pattern)) continue;
    const folders = await foldersOf(pattern, exclusions, base);
    const files = await Promise.all(folders.map((folder) => serviceFileIn(folder, base)));
    for (const file of files) if (file) found.set(file.folder, file);
    if (files.every((file) => file === undefined)) {
      problems.push(unexpected(["serviceFolders", index], pattern, await inVain(pattern, base)));
    }
  }
  return { files: [...found.values()].sort((a, b) => (a.folder < b.folder ? -1 : 1)), problems };
}

async function foldersOf(pattern: string, exclusions: string[], base: string): Promise<string[]> {
  if (!isDynamicPattern(pattern)) return [resolve(base, pattern)];
  const folders = await glob(pattern, {
    cwd: base,
    absolute: true,
    onlyDirectories: true,
    expandDirectories: false,
    ignore: ["**/node_modules/**", ...exclusions],
  });
  return folders.map((folder) => resolve(folder));
}

async function serviceFileIn(folder: string, base: string): Promise<ServiceFile | undefined> {
  const nameOf = (path: string) => relative(base, path);
  try {
    const found = await fileSearch({ name: NAME, nameOf, stopDir: folder }).search(folder);
    // Some searches look into the folder above too.
    if (!found || dirname(found.filepath) !== folder) return undefined;
    return { name: nameOf(found.filepath), folder, content: found.config };
  } catch (error) {
    if (isRegattaError(error)) throw error;
    throw unreadable(nameOf(folder), error);
  }
}

async function inVain(pattern: string, base: string): Promise<string> {
  const what = `a ${NAME} file (.ts, .js or .json)`;
  if (isDynamicPattern(pattern)) return `a glob of folders with ${what}; there is none`;
  const isFolder = await stat(resolve(base, pattern)).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  return isFolder ? `a folder with ${what}; it has none` : "a folder; there is none";
}
