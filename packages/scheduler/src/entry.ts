import type { Needs } from "./needs.ts";

/** A test file as the schedule keeps it. */
export class Entry {
  readonly path: string;
  readonly needs: Needs;
  /** The greater it is, the sooner the file starts. */
  readonly weight: number;
  /** Position in the list given: what ties are broken by, so that a schedule is reproducible. */
  readonly position: number;
  /** In 95 of 100 runs it takes no longer, and is not let to, ms; undefined when nothing is known of it. */
  readonly boundMs: number | undefined;
  /** From when on it is late, ms after its start; undefined: never. */
  readonly lateMs: number | undefined;
  state: "waiting" | "started" | "elsewhere" | "over" = "waiting";
  /** Attempts that run, and those that ended and have no verdict yet. */
  readonly attempts = new Set<Attempt>();
  /** The accounts of each attempt that failed and counts. */
  failures: Array<readonly string[]> = [];

  constructor(file: Pick<Entry, "path" | "needs" | "weight" | "position" | "boundMs" | "lateMs">) {
    this.path = file.path;
    this.needs = file.needs;
    this.weight = file.weight;
    this.position = file.position;
    this.boundMs = file.boundMs;
    this.lateMs = file.lateMs;
  }
}

/** One run of a file, from its start to its verdict. */
export interface Attempt {
  readonly entry: Entry;
  /** It runs in the first one. */
  readonly accounts: readonly string[];
  /** Undefined until its account has taken it. */
  startedAt: number | undefined;
  /** It has ended and occupies no account; its verdict is still to come. */
  hasLeft: boolean;
}

/** Whether the first of two files starts before the second. */
export function startsBefore(a: Entry, b: Entry): boolean {
  return a.weight > b.weight || (a.weight === b.weight && a.position < b.position);
}

/** Whether an attempt at a file has an account. */
export function runsIn({ attempts }: Entry, account: string): boolean {
  for (const { accounts } of attempts) if (accounts.includes(account)) return true;
  return false;
}
