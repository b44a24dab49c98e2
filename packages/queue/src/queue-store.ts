/** What an item holds beside its key. */
export type Fields = Readonly<Record<string, string | number | readonly string[]>>;

/** One item of a run. */
export interface QueueItem {
  sk: string;
  fields: Fields;
}

/** What an item has to be for a write to happen: not there, or there with all of this. */
export type When =
  | "absent"
  | {
      equals?: Fields;
      /** Fields it must not have. */
      lacks?: readonly string[];
      /** Fields that are smaller than this. */
      below?: Readonly<Record<string, number>>;
    };

/** The one kind of write there is: a single item, under a condition. */
export interface QueueWrite {
  sk: string;
  /** One of these has to hold. */
  when: readonly When[];
  change: { kind: "put"; fields: Fields } | { kind: "set"; fields: Fields } | { kind: "delete" };
}

/** Where the items of one run are kept. Everything may fail, and what failed may have happened all the same. */
export interface QueueStore {
  /** @returns whether the condition held and the write was done. @throws RegattaError as AWS failed. */
  write(write: QueueWrite, signal?: AbortSignal): Promise<boolean>;
  /** Reads one item, strongly consistent. @throws RegattaError as AWS failed. */
  get(sk: string, signal?: AbortSignal): Promise<QueueItem | undefined>;
  /** Reads every item of the run, strongly consistent. @throws RegattaError as AWS failed. */
  look(signal?: AbortSignal): Promise<QueueItem[]>;
  /** Read units that a look took last: what the distance to the next is measured by. */
  readonly lookUnits: number;
  /** Request units used so far. */
  readonly units: { readonly reads: number; readonly writes: number };
}
