import { isAbsolute, join, relative, sep } from "node:path";

export interface JUnitFilePathOptions {
  /** As the events name it. */
  file: string;
  /** Jest's, absolute. */
  rootDir: string;
  /** Where this process runs, absolute. */
  workingDirectory: string;
}

/**
 * The path a report names a file by: relative to the working directory, as CircleCI compares it with what it handed
 * out; relative to rootDir where the report is rebuilt somewhere else, so that it names nothing of this machine.
 */
export function junitFilePath({ file, rootDir, workingDirectory }: JUnitFilePathOptions): string {
  const path = file.replace(projectSuffix, "");
  const below = relative(workingDirectory, rootDir);
  const elsewhere = below === ".." || below.startsWith(`..${sep}`) || isAbsolute(below);
  return elsewhere ? path : join(below, path);
}

// Where two projects select the same file, the second and later ones carry ` (<project>)` behind it.
const projectSuffix = / \([^()]*\)$/;
