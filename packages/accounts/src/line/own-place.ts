import type { PoolTable } from "../pool/pool-table.ts";
import type { Asking } from "./standing.ts";
import { missing } from "./standing.ts";
import type { Waiter } from "./waiter.ts";
import { joinLine, keepPlace, leaveLine, type PlaceTerms } from "./waiter-writes.ts";

/** The place a run has in the line, or none: an item that stands until its deadline and is renewed by half of it. */
export class OwnPlace {
  readonly #table: PoolTable;
  /** How long the place stands without having been renewed, ms. */
  readonly #lastsMs: number;
  #place: Waiter | undefined;
  /** Places of ours that are not needed any more and may still be in the table. */
  readonly #left = new Set<string>();

  constructor(table: PoolTable, lastsMs: number) {
    this.#table = table;
    this.#lastsMs = lastsMs;
  }

  /** As it was last seen or written. */
  get current(): Waiter | undefined {
    return this.#place;
  }

  /** Takes note of a look: a place that others took for dead and removed is lost. */
  seen(waiters: readonly Waiter[]): void {
    const id = this.#place?.id;
    if (id === undefined) return;
    this.#place = waiters.find((waiter) => waiter.id === id);
    // The write that made it may still be on its way.
    if (!this.#place) this.#left.add(id);
  }

  /**
   * Joins the line, behind everyone seen there, or stays in it.
   * @throws RegattaError as AWS failed.
   */
  async stand(asking: Asking, waiters: readonly Waiter[]): Promise<void> {
    const terms = this.#terms(asking);
    if (this.#place) {
      if (!this.#isDue(this.#place, terms)) return;
      if (await keepPlace(this.#table, this.#place.id, terms)) {
        this.#place = { ...this.#place, ...terms };
        return;
      }
    }
    const { runId, holder, priority } = asking;
    const since = Math.max(this.#table.time.earliest(), ...waiters.map((waiter) => waiter.since + 1));
    const place = { id: this.#table.newId(), runId, holder, priority, since, ...terms };
    this.#place = place;
    if (!(await joinLine(this.#table, place))) this.#place = undefined;
  }

  /** It is not needed any more. What cannot be removed ends at its deadline. Never throws. */
  async leave(): Promise<void> {
    if (this.#place) this.#left.add(this.#place.id);
    this.#place = undefined;
    await Promise.all(
      [...this.#left].map(async (id) => {
        await leaveLine(this.#table, id).then(
          () => this.#left.delete(id),
          () => undefined,
        );
      }),
    );
  }

  #terms(asking: Asking): PlaceTerms {
    const { held, maximum, only, exclude } = asking;
    const until = this.#table.time.latest() + this.#lastsMs;
    return { until, minimum: held + missing(asking), maximum, only, exclude };
  }

  #isDue(place: Waiter, { until: _, ...terms }: PlaceTerms): boolean {
    const { minimum, maximum, only, exclude } = place;
    const left = place.until - this.#table.time.latest();
    const same = JSON.stringify({ minimum, maximum, only, exclude }) === JSON.stringify(terms);
    return !same || left < this.#lastsMs / 2;
  }
}
