import { existsSync } from "node:fs";
import { join } from "node:path";
import { listTestFiles } from "../jest/list-test-files.ts";
import { withoutProject } from "./fixed-order.ts";

export interface FilesToLocate {
  /** As the record names them. */
  files: readonly string[];
  /** Where Jest is started. */
  directory: string;
  /** Other folders that the record may be relative to. */
  others: readonly string[];
  env: NodeJS.ProcessEnv;
}

export interface LocatedFiles {
  /** Absolute, in the order of the files. */
  paths: string[];
  missing: string[];
}

/**
 * Finds the files of a record on this machine. Records name them relative to Jest's rootDir, or to where the run was
 * started: whichever folder has the most of them is taken; where that leaves some out, Jest is asked which test files
 * it knows that end so.
 */
export async function locateFiles({ files, directory, others, env }: FilesToLocate): Promise<LocatedFiles> {
  const names = [...new Set(files.map(withoutProject))];
  const base = bestBase([directory, ...others], names);
  const isThere = (name: string) => existsSync(join(base, name));
  const known = names.every(isThere) ? [] : await listTestFiles({ directory, args: [], env }).catch(() => []);
  const paths: string[] = [];
  const missing: string[] = [];
  for (const name of names) {
    const path = isThere(name) ? join(base, name) : onlyOneAlike(name, known, directory);
    if (path === undefined) missing.push(name);
    else paths.push(path);
  }
  return { paths, missing };
}

function bestBase(bases: readonly string[], names: readonly string[]): string {
  const found = (base: string) => names.filter((name) => existsSync(join(base, name))).length;
  return bases.reduce((best, base) => (found(base) > found(best) ? base : best));
}

function onlyOneAlike(name: string, known: readonly string[], directory: string): string | undefined {
  const [file, ...others] = known.filter((one) => one.endsWith(`/${name}`));
  return file === undefined || others.length > 0 ? undefined : join(directory, file);
}
