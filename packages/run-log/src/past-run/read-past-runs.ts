import { readFile, stat } from "node:fs/promises";
import { messageOf, RegattaError } from "@regatta/foundation";
import { readRunLog } from "../log/read-run-log.ts";
import { eventsFileName } from "../log/run-log.ts";
import type { PastRun } from "./past-run.ts";
import { pastRunOfEvents } from "./past-run-of-events.ts";
import { pastRunOfJUnit } from "./past-run-of-junit.ts";
import { recordsBelow } from "./records-below.ts";

/**
 * Reads what is on record of a run: from its folder, its events, a JUnit report, or a folder with the events (or else
 * the reports) of several containers, which are taken in the order of their paths.
 * @param path absolute. @throws RegattaError RUN_LOG_MISSING, RUN_LOG_BROKEN, REPORT_UNREADABLE.
 */
export async function readPastRuns(path: string): Promise<PastRun[]> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile()) return [await readRecord(path)];
  const runs = found ? await runsBelow(path) : [];
  if (runs.length > 0) return runs;
  throw new RegattaError(`There are neither events nor a JUnit report of a run at ${path}.`, {
    code: "RUN_LOG_MISSING",
    source: "user",
    nextStep: `Name a run, a folder that holds its ${eventsFileName}, or a JUnit report.`,
  });
}

async function runsBelow(folder: string): Promise<PastRun[]> {
  const all = await recordsBelow(folder, (name) => name === eventsFileName || name.endsWith(".xml"));
  const logs = all.filter((file) => file.endsWith(".jsonl"));
  if (logs.length > 0) return Promise.all(logs.map(readRecord));
  // Coverage and other tools write XML as well.
  const reports = await Promise.allSettled(all.map(readRecord));
  return reports.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
}

async function readRecord(file: string): Promise<PastRun> {
  if (!file.endsWith(".xml")) return pastRunOfEvents(await readRunLog(file));
  try {
    return pastRunOfJUnit(await readFile(file, "utf8"));
  } catch (cause) {
    throw new RegattaError(`The report ${file} cannot be used: it ${messageOf(cause)}.`, {
      code: "REPORT_UNREADABLE",
      source: "user",
      nextStep: "Give the JUnit report of a run of Regatta, or its events.",
      cause,
    });
  }
}
