import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { RunEvent } from "../events/run-event.ts";
import { eventsFileName } from "../log/run-log.ts";
import { recordsBelow } from "../past-run/records-below.ts";

/** The containers of a run begin within a day of one another, ms. */
const DAY = 24 * 60 * 60_000;

/**
 * Finds the logs of a run: at a file that log alone; in a run's folder its own, and where it was one of several containers
 * those of the others whose folders lie beside it; in any other folder all that are in it.
 * @param path absolute. @returns events files; that of the path itself where there is none.
 */
export async function logsOfRun(path: string): Promise<string[]> {
  if ((await stat(path).catch(() => undefined))?.isFile()) return [path];
  const own = join(path, eventsFileName);
  const isRun = await stat(own).then(
    () => true,
    () => false,
  );
  if (isRun) return [own, ...(await logsBeside(path, own))];
  const below = await recordsBelow(path, (name) => name === eventsFileName).catch(() => []);
  return below.length > 0 ? below : [own];
}

async function logsBeside(folder: string, own: string): Promise<string[]> {
  const key = await keyIn(own);
  if (key === undefined) return [];
  const runs = dirname(folder);
  const startedAt = startOf(basename(folder));
  const entries = await readdir(runs, { withFileTypes: true });
  const near = entries.filter(
    (entry) => entry.isDirectory() && !(Math.abs(startOf(entry.name) - startedAt) > DAY),
  );
  const others = near.map(({ name }) => join(runs, name, eventsFileName)).filter((log) => log !== own);
  const keys = await Promise.all(others.map(keyIn));
  return others.filter((_, i) => keys[i] === key).sort();
}

/** What the containers of the run have in common, by the one line of a log that says it. */
async function keyIn(log: string): Promise<string | undefined> {
  const text = await readFile(log, "utf8").catch(() => "");
  const at = text.indexOf('"kind":"container-joined"');
  if (at < 0) return undefined;
  const [line = ""] = text.slice(text.lastIndexOf("\n", at) + 1).split("\n", 1);
  try {
    const event = JSON.parse(line) as RunEvent;
    return event.kind === "container-joined" ? event.key : undefined;
  } catch {
    return undefined;
  }
}

/** When a run began by its id, ms since the epoch; NaN where that is no id. */
function startOf(id: string): number {
  const [, date, hour, minute, second] = /^(\d{8})T(\d\d)(\d\d)(\d\d)-/.exec(id) ?? [];
  const day = date?.replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
  return Date.parse(`${day}T${hour}:${minute}:${second}Z`);
}
