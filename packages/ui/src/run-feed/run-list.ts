import { type FileHandle, open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { eventsFileName, type RunEvent } from "@regatta/run-log";
import { eventIn } from "./event-file.ts";
import { isUnderWay } from "./is-under-way.ts";
import type { ProcessWatch } from "./process-watch.ts";
import type { RunEntry } from "./run-feed-data.ts";

/** So many are listed, the latest. */
const LISTED = 100;
const HEAD = 32_768;
const TAIL = 16_384;

/** Of a log, what says how its run goes. */
interface Ends {
  /** When it was written last, ms since the epoch. */
  lastAt: number;
  size: number;
  first?: Extract<RunEvent, { kind: "run-started" }>;
  finished?: Extract<RunEvent, { kind: "run-finished" }>;
}

/** The runs in a folder, with how they went: of each log only the beginning and the end are read, and once if it does not change. */
export class RunList {
  readonly #folder: string;
  readonly #processes: ProcessWatch;
  readonly #known = new Map<string, Ends>();

  /** @param options.folder that of the runs. */
  constructor({ folder, processes }: { folder: string; processes: ProcessWatch }) {
    this.#folder = folder;
    this.#processes = processes;
  }

  /** @param now ms since the epoch. @returns those there are, the latest first; none where there is no folder. */
  async read(now: number): Promise<RunEntry[]> {
    const entries = await readdir(this.#folder, { withFileTypes: true }).catch(() => []);
    // Ids sort by their start. Links are left out: `latest` is one.
    const ids = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    const latest = ids.sort().reverse().slice(0, LISTED);
    return Promise.all(latest.map((id) => this.readOne(id, join(this.#folder, id, eventsFileName), now)));
  }

  /** One run that need not be in the folder. @param path its events. */
  async readOne(id: string, path: string, now: number): Promise<RunEntry> {
    const ends = await this.#endsOf(path);
    if (!ends) return { id, state: "killed" };
    const { first, finished, lastAt } = ends;
    const process = first ? this.#processes.stateOf(first.pid) : "unknown";
    return {
      id,
      ...(first ? { startedAt: first.at, purpose: first.purpose ?? "tests" } : {}),
      state: finished
        ? stateOf(finished.exitCode)
        : isUnderWay({ lastAt, process }, now)
          ? "under-way"
          : "killed",
      ...(finished ? { reason: finished.reason } : {}),
    };
  }

  async #endsOf(path: string): Promise<Ends | undefined> {
    const known = this.#known.get(path);
    const { size, mtimeMs: lastAt } = (await stat(path).catch(() => undefined)) ?? {};
    if (size === undefined || lastAt === undefined) return undefined;
    if (known?.size === size && known.lastAt === lastAt) return known;
    const ends = { ...(await readEnds(path, size)), size, lastAt };
    this.#known.set(path, ends);
    return ends;
  }
}

async function readEnds(path: string, size: number): Promise<Pick<Ends, "first" | "finished">> {
  const file = await open(path);
  try {
    const [head = ""] = (await text(file, 0, Math.min(size, HEAD))).split("\n");
    const tail = (await text(file, Math.max(0, size - TAIL), size)).split("\n");
    const first = eventIn(head);
    const finished = tail.map(eventIn).findLast((event) => event?.kind === "run-finished");
    return {
      ...(first?.kind === "run-started" ? { first } : {}),
      ...(finished?.kind === "run-finished" ? { finished } : {}),
    };
  } finally {
    await file.close();
  }
}

async function text(file: FileHandle, from: number, to: number): Promise<string> {
  const buffer = Buffer.alloc(to - from);
  const { bytesRead } = await file.read({ buffer, position: from });
  return buffer.toString("utf8", 0, bytesRead);
}

function stateOf(exitCode: number): RunEntry["state"] {
  if (exitCode === 0) return "passed";
  if (exitCode === 3) return "infrastructure";
  return exitCode >= 130 ? "interrupted" : "failed";
}
