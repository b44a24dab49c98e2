import { stat } from "node:fs/promises";
import { dirname, relative, sep } from "node:path";
import { logsOfRun } from "@regatta/run-log";
import { findRun, type RunToFind } from "./find-run.ts";

export interface LogsToFind extends Omit<RunToFind, "run"> {
  /** Each as `findRun` takes it; together the containers of one run. */
  runs: readonly string[];
}

export interface FoundLogs {
  /** The events files of one run, those of several containers. */
  logs: string[];
  /** The folder that was named, or the deepest that holds all of them. */
  folder: string;
}

/** Finds the logs of one run. @throws RegattaError as `findRun`. */
export async function findLogs({ runs, ...where }: LogsToFind): Promise<FoundLogs> {
  const found = await Promise.all(runs.map((run) => findRun({ run, ...where })));
  const logs = [...new Set((await Promise.all(found.map(logsOfRun))).flat())];
  const [only, ...others] = await Promise.all(found.map(folderOf));
  return { logs, folder: others.reduce(commonFolder, only ?? where.cwd) };
}

/** What to say of how many logs something was made from; nothing for one. */
export function ofContainers(logs: readonly string[]): string {
  return logs.length > 1 ? `, of the logs of ${logs.length} containers` : "";
}

async function folderOf(path: string): Promise<string> {
  return (await stat(path)).isDirectory() ? path : dirname(path);
}

function commonFolder(a: string, b: string): string {
  const isWithin = !relative(a, b).startsWith(`..${sep}`) && relative(a, b) !== "..";
  return isWithin || dirname(a) === a ? a : commonFolder(dirname(a), b);
}
