import type { StateStore } from "../../state/state-store.ts";
import { isLive, type Stack } from "./model.ts";

/** Deleted stacks that are still told about by id. */
const maxDeleted = 200;

interface SavedStacks {
  format: 1;
  stacks: Stack[];
}

/** All stacks of one account in one region, kept in the state store. */
export class AccountStacks {
  readonly stacks: Stack[];
  readonly #store: StateStore;
  readonly #name: string;
  #last: Promise<void> = Promise.resolve();
  #pending: Promise<void> | undefined;

  private constructor(options: { store: StateStore; name: string; stacks: Stack[] }) {
    this.#store = options.store;
    this.#name = options.name;
    this.stacks = options.stacks;
  }

  /** Reads what was kept; an account never seen before has no stacks. */
  static async load(store: StateStore, owner: { account: string; region: string }): Promise<AccountStacks> {
    const name = `${owner.account}/${owner.region}/cloudformation`;
    const saved = (await store.load(name)) as SavedStacks | undefined;
    return new AccountStacks({ store, name, stacks: saved?.stacks ?? [] });
  }

  /** By name among the stacks that are there, by id among all. */
  find(nameOrId: string): Stack | undefined {
    return (
      this.stacks.find((stack) => stack.name === nameOrId && isLive(stack)) ??
      this.stacks.find((stack) => stack.id === nameOrId)
    );
  }

  /** Adds a stack; the oldest deleted ones are forgotten. */
  add(stack: Stack): void {
    this.stacks.push(stack);
    const deleted = this.stacks.filter((one) => !isLive(one));
    for (const old of deleted.slice(0, Math.max(0, deleted.length - maxDeleted))) {
      this.stacks.splice(this.stacks.indexOf(old), 1);
    }
  }

  nextSequence(): number {
    return (this.stacks.at(-1)?.sequence ?? 0) + 1;
  }

  /** Keeps the stacks as they are now; calls made while a write is under way share the next one. */
  save(): Promise<void> {
    this.#pending ??= this.#saveAfter(this.#last);
    return this.#pending;
  }

  async #saveAfter(before: Promise<void>): Promise<void> {
    await before;
    this.#pending = undefined;
    const saved: SavedStacks = { format: 1, stacks: this.stacks };
    const write = this.#store.save(this.#name, saved);
    this.#last = write.catch(() => {});
    await write;
  }
}
