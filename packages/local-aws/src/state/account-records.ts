import type { StateStore } from "./state-store.ts";

/** Whose records are meant. */
export interface RecordOwner {
  readonly account: string;
  readonly region: string;
}

/** The records of one kind in one account and region. */
export interface Records<Item> {
  get(key: string): Item | undefined;
  /** In the order of their keys. */
  list(): Item[];
  /** Keeps an item in the place of the one with its key; also to keep changes made to it. */
  put(item: Item): Promise<void>;
  /** @returns whether it was there. */
  delete(key: string): Promise<boolean>;
}

/** Records of one kind, those of each account and region kept by themselves in the state store. */
export class AccountRecords<Item> {
  readonly #state: StateStore;
  readonly #name: string;
  readonly #keyOf: (item: Item) => string;
  readonly #opened = new Map<string, Promise<Records<Item>>>();

  /**
   * @param options.name of the kind, such as `ecr`; part of where it is kept.
   * @param options.keyOf what tells an item from the others of its kind; never changes.
   */
  constructor(options: { state: StateStore; name: string; keyOf: (item: Item) => string }) {
    this.#state = options.state;
    this.#name = options.name;
    this.#keyOf = options.keyOf;
  }

  /** The records of an account, opened with what the state remembers. */
  of({ account, region }: RecordOwner): Promise<Records<Item>> {
    const name = `${account}/${region}/${this.#name}`;
    const known = this.#opened.get(name);
    if (known) return known;
    const opening = this.#open(name);
    this.#opened.set(name, opening);
    return opening;
  }

  async #open(name: string): Promise<Records<Item>> {
    const kept = ((await this.#state.load(name)) ?? []) as Item[];
    const items = new Map(kept.map((item) => [this.#keyOf(item), item]));
    const save = () => this.#state.save(name, [...items.values()]);
    return {
      get: (key) => items.get(key),
      list: () => [...items].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item),
      put: (item) => {
        items.set(this.#keyOf(item), item);
        return save();
      },
      delete: async (key) => {
        const existed = items.delete(key);
        if (existed) await save();
        return existed;
      },
    };
  }
}
