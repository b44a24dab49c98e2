import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { type Clock, messageOf, RegattaError, systemClock } from "@regatta/foundation";
import { mergeResults, type PastResult, type PastResults } from "./past-result.ts";

export interface HistoryFileOptions {
  /** Where it is kept; absolute. */
  path: string;
  clock?: Clock;
}

/** How many results are kept of each name, and how long, ms: so what nobody runs any more goes. */
const KEPT = 10;
const KEPT_MS = 180 * 24 * 60 * 60 * 1000;

/**
 * What became of each test file, or each deploy of a service, in the last runs of this machine, for runs that have no
 * table to keep it in. Of two runs that record at the same moment one may be lost.
 */
export class HistoryFile {
  readonly #path: string;
  readonly #clock: Clock;

  constructor({ path, clock = systemClock }: HistoryFileOptions) {
    this.#path = path;
    this.#clock = clock;
  }

  /** @returns the last results of everything on record: none where there is no file, or none that can be read. */
  async read(): Promise<Map<string, PastResult[]>> {
    try {
      const entries = JSON.parse(await readFile(this.#path, "utf8")) as Array<[string, PastResult[]]>;
      return new Map(entries);
    } catch {
      return new Map();
    }
  }

  /** Keeps these results, too. @throws RegattaError TIMES_NOT_RECORDED. */
  async record(results: PastResults): Promise<void> {
    if (results.size === 0) return;
    const merged = mergeResults([await this.read(), results], KEPT);
    const since = this.#clock.now() - KEPT_MS;
    const kept = [...merged].filter(([, list]) => (list.at(-1)?.at ?? 0) >= since);
    const draft = `${this.#path}.${process.pid}`;
    try {
      await mkdir(dirname(this.#path), { recursive: true });
      await writeFile(draft, JSON.stringify(kept));
      await rename(draft, this.#path);
    } catch (cause) {
      await rm(draft, { force: true }).catch(() => undefined);
      throw new RegattaError(`Recorded times could not be recorded: ${messageOf(cause)}`, {
        code: "TIMES_NOT_RECORDED",
        source: "user",
        nextStep: "Make `output.directory` writable; runs work without, only less well ordered.",
        cause,
      });
    }
  }
}
