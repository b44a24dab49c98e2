import { sep } from "node:path";

/**
 * What Regatta itself writes (logs of runs, reports, checkouts) is no part of a service whose folder it lies in.
 * @param written files and folders, absolute. One that holds the service's own folder is not meant: a service of
 *   another repository is checked out among them.
 * @param directory of the service.
 * @returns whether a file (absolute) was written by Regatta.
 */
export function ownOutput(written: readonly string[], directory: string): (file: string) => boolean {
  const own = written.filter((path) => !isIn(path, directory));
  return (file) => own.some((path) => isIn(path, file));
}

function isIn(path: string, file: string): boolean {
  return file === path || file.startsWith(path + sep);
}
