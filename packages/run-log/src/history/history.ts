import { randomUUID } from "node:crypto";
import { type Clock, messageOf, RegattaError, systemClock } from "@regatta/foundation";
import { HistoryTable, type HistoryTableOptions, type Stored } from "./history-table.ts";
import { packInOne, packInParts } from "./pack-results.ts";
import { mergeResults, type PastResult, type PastResults } from "./past-result.ts";

export interface HistoryOptions extends HistoryTableOptions {
  clock?: Clock;
}

/** How many results are kept of each name. */
const KEPT = 10;
/** How many runs may have recorded beside the sum until one of them adds them up. */
const RUNS_APART = 8;
const DAY_MS = 24 * 60 * 60 * 1000;
/** How long a result is kept, ms; so what nobody runs any more goes. */
const KEPT_MS = 180 * DAY_MS;
// Older than what any run of this version recorded, and not to go at once.
const EARLIER_MS = 90 * DAY_MS;
/** Of one item: DynamoDB takes 400 KB, names and numbers included. */
const PART_BYTES = 350_000;

/**
 * What became of each test file, or each deploy of a service, in the last runs, kept beside the pool.
 *
 * Every run writes an item of its own, which nobody else writes: runs that end together cannot lose one another's
 * results, and there is nothing to try again. Once there are more than a few such items, whoever records next adds them
 * up into one (`sum`), under the condition that nobody else did since it read, and then removes what is in it. A result
 * found in both, because that run died in between, counts once.
 */
export class History {
  readonly #table: HistoryTable;
  readonly #clock: Clock;
  /** Items beside the sum when it was last read. */
  #apart = 0;

  constructor({ clock = systemClock, ...options }: HistoryOptions) {
    this.#table = new HistoryTable(options);
    this.#clock = clock;
  }

  /** @returns the last results of everything on record. @throws RegattaError TIMES_UNREADABLE. */
  async read(): Promise<Map<string, PastResult[]>> {
    try {
      const stored = await this.#stored();
      this.#apart = stored.apart.length;
      return this.#merged(stored);
    } catch (cause) {
      throw timesError("TIMES_UNREADABLE", "read", cause);
    }
  }

  /** Keeps these results, beside all that others keep at the same time. @throws RegattaError TIMES_NOT_RECORDED. */
  async record(results: PastResults): Promise<void> {
    if (results.size === 0) return;
    try {
      const now = this.#clock.now();
      const expiresAt = expiry(now);
      const parts = packInParts(results, PART_BYTES);
      await Promise.all(
        parts.map((data) => this.#table.write({ id: `${now}#${randomUUID()}`, data, expiresAt })),
      );
      this.#apart += parts.length;
      if (this.#apart > RUNS_APART) await this.#addUp();
    } catch (cause) {
      throw timesError("TIMES_NOT_RECORDED", "recorded", cause);
    }
  }

  async #addUp(): Promise<void> {
    const stored = await this.#stored();
    const data = packInOne(this.#merged(stored), PART_BYTES);
    const expiresAt = expiry(this.#clock.now());
    // Somebody else was faster: what is not in their sum stays where it is, for the next.
    if (!(await this.#table.writeSum({ data, expiresAt, after: stored.version }))) return;
    await this.#table.remove(stored.apart.map(({ sk }) => sk));
    this.#apart = 0;
  }

  #stored(): Promise<Stored> {
    return this.#table.read(this.#clock.now() - EARLIER_MS);
  }

  #merged({ sum, apart }: Stored): Map<string, PastResult[]> {
    const merged = mergeResults([sum, ...apart.map(({ results }) => results)], KEPT);
    const since = this.#clock.now() - KEPT_MS;
    for (const [name, list] of merged) if ((list.at(-1)?.at ?? 0) < since) merged.delete(name);
    return merged;
  }
}

/** The second, since the epoch, after which DynamoDB may remove an item (its time to live). */
function expiry(now: number): number {
  return Math.ceil((now + KEPT_MS) / 1000);
}

function timesError(code: string, what: string, cause: unknown): RegattaError {
  return new RegattaError(`Recorded times could not be ${what}: ${messageOf(cause)}`, {
    code,
    source: "service",
    nextStep:
      "Allow dynamodb:Query, dynamodb:UpdateItem and dynamodb:BatchWriteItem on the pool's table; runs work without, only less well ordered.",
    cause,
  });
}
