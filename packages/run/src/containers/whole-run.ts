import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Look } from "@regatta/queue";
import { duration } from "@regatta/run-log";

/** What became of a run that several containers shared. */
export interface WholeRun {
  /** What the containers had in common. */
  key: string;
  exitCode: number;
  reason: string;
  containers: Array<{
    index: number;
    id: string;
    state: "left" | "lost";
    /** How many files have their result from it, and how long these took together, ms. */
    files: number;
    busyMs: number;
    reason?: string;
  }>;
  files: Array<{
    file: string;
    /** The verdict on it; `never-run` where no container ran it. */
    outcome: string;
    durationMs?: number;
    account?: string;
    attempts?: number;
    container?: number;
    message?: string;
  }>;
}

/** Sums up what the last look at the queue showed. The verdict is to be filled in. Pure. */
export function wholeRunOf(look: Look, key: string): WholeRun {
  const containers = [...look.containers.values()].sort((a, b) => a.index - b.index);
  const files = [...look.files].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    key,
    exitCode: 0,
    reason: "",
    containers: containers.map(({ id, index, isDead, said }) => {
      const own = files.flatMap(([, one]) => (one.kind === "done" && one.by === id ? [one.result] : []));
      return {
        index,
        id,
        state: isDead ? "lost" : "left",
        files: own.length,
        busyMs: own.reduce((sum, { durationMs }) => sum + durationMs, 0),
        ...(said?.trouble ? { reason: said.trouble.reason } : {}),
      };
    }),
    files: files.map(([file, standing]) => {
      if (standing.kind !== "done") return { file, outcome: "never-run" };
      const container = look.containers.get(standing.by)?.index;
      return { file, ...standing.result, ...(container === undefined ? {} : { container }) };
    }),
  };
}

/** For the end of the last container's summary. */
export function renderWholeRun({ key, files, containers, exitCode, reason }: WholeRun): string {
  const outcomes = new Map<string, number>();
  for (const { outcome } of files) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  const counts = [...outcomes].map(([outcome, count]) => `${count} ${outcome.replace("-", " ")}`);
  const lines = containers
    .filter((one) => one.files > 0 || one.state === "lost" || one.reason)
    .map(({ index, state, files: own, busyMs, reason: said }) => {
      const what = `container ${index}: ${own} files in ${duration(busyMs)} of tests`;
      return `  ${[what, ...(state === "lost" ? ["lost"] : []), ...(said ? [said] : [])].join("; ")}`;
    });
  const head = `whole run ${key}: ${counts.join(", ") || "no files"}, of ${files.length}`;
  return `\n${[head, ...lines, `  ${reason} (exit ${exitCode})`].join("\n")}\n`;
}

/** Writes it as `whole-run.json` beside the run's events. @returns where. Throws the file system's errors. */
export function writeWholeRun(run: WholeRun, runDirectory: string): string {
  const path = join(runDirectory, "whole-run.json");
  mkdirSync(runDirectory, { recursive: true });
  writeFileSync(path, `${JSON.stringify(run, undefined, 2)}\n`);
  return path;
}
