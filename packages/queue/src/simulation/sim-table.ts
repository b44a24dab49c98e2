import type { Fields, QueueItem, QueueStore, QueueWrite, When } from "../queue-store.ts";
import type { SimLoop } from "./sim-loop.ts";
import type { SimMachine } from "./sim-machine.ts";

/** What becomes of a request: how long each way takes, ms, or that it is lost on the way. */
export interface Fate {
  thereMs: number;
  backMs: number;
  lost?: "request" | "answer";
}

/** A table in memory: a write is judged and done in one step, when its request arrives. */
export class SimTable {
  readonly #loop: SimLoop;
  readonly #items = new Map<string, Fields>();
  /** How many results were written over other ones. */
  overwritten = 0;
  readonly requests = { write: 0, get: 0, look: 0 };
  fate: () => Fate = () => ({ thereMs: 5, backMs: 5 });

  constructor(loop: SimLoop) {
    this.#loop = loop;
  }

  items(): QueueItem[] {
    return [...this.#items].map(([sk, fields]) => ({ sk, fields }));
  }

  /** The table as a machine reaches it. */
  from(machine: SimMachine): QueueStore {
    return {
      lookUnits: 1,
      units: { reads: 0, writes: 0 },
      write: (write, signal) => this.#ask(machine, "write", () => this.#write(write), signal),
      get: (sk, signal) => this.#ask(machine, "get", () => this.#get(sk), signal),
      look: (signal) => this.#ask(machine, "look", () => this.items(), signal),
    };
  }

  #ask<T>(
    machine: SimMachine,
    what: "write" | "get" | "look",
    act: () => T,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    this.requests[what]++;
    const { thereMs, backMs, lost } = this.fate();
    return new Promise((resolve, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
      if (lost === "request") return;
      // Given up, it may arrive all the same.
      this.#loop.after(thereMs, () => {
        const answer = act();
        if (lost !== "answer") this.#loop.after(backMs, () => machine.hears(() => resolve(answer)));
      });
    });
  }

  #get(sk: string): QueueItem | undefined {
    const fields = this.#items.get(sk);
    return fields && { sk, fields };
  }

  #write({ sk, when, change }: QueueWrite): boolean {
    const item = this.#items.get(sk);
    if (!when.some((one) => holds(one, item))) return false;
    if (change.kind === "delete") {
      if (item?.outcome !== undefined) this.overwritten++;
      this.#items.delete(sk);
      return true;
    }
    const { claim, outcome } = item ?? {};
    const after = { ...item, ...change.fields };
    if (outcome !== undefined && (after.claim !== claim || after.account !== item?.account))
      this.overwritten++;
    this.#items.set(sk, after);
    return true;
  }
}

function holds(when: When, item: Fields | undefined): boolean {
  if (when === "absent") return item === undefined;
  const { equals = {}, lacks = [], below = {} } = when;
  return (
    Object.entries(equals).every(([name, value]) => item?.[name] === value) &&
    lacks.every((name) => item?.[name] === undefined) &&
    Object.entries(below).every(([name, than]) => item?.[name] !== undefined && Number(item[name]) < than)
  );
}
