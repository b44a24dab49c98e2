import { LatestWrite } from "../../state/latest-write.ts";
import type { StateStore } from "../../state/state-store.ts";
import { isLive, type Stack } from "./model.ts";

/** Deleted stacks that are still told about by id. */
const maxDeleted = 200;

/** Format 1 had the stacks themselves in it: every event wrote the whole account. */
type SavedStacks = { format: 1; stacks: Stack[] } | { format: 2; ids: string[] };

/** All stacks of one account in one region, each kept in the state store by itself. */
export class AccountStacks {
  readonly stacks: Stack[];
  readonly #store: StateStore;
  readonly #name: string;
  readonly #list: LatestWrite;
  readonly #writes = new Map<string, LatestWrite>();
  #isListed = true;
  #listing: Promise<void> = Promise.resolve();

  private constructor(options: { store: StateStore; name: string; stacks: Stack[] }) {
    this.#store = options.store;
    this.#name = options.name;
    this.stacks = options.stacks;
    this.#list = new LatestWrite(() => {
      const list: SavedStacks = { format: 2, ids: this.stacks.map(({ id }) => id) };
      return this.#store.save(this.#name, list);
    });
  }

  /** Reads what was kept; an account never seen before has no stacks. */
  static async load(store: StateStore, owner: { account: string; region: string }): Promise<AccountStacks> {
    const name = `${owner.account}/${owner.region}/cloudformation`;
    const saved = (await store.load(name)) as SavedStacks | undefined;
    if (saved?.format !== 1) {
      const stacks = await Promise.all((saved?.ids ?? []).map((id) => store.load(nameOf(name, id))));
      return new AccountStacks({ store, name, stacks: stacks.filter((one) => one !== undefined) as Stack[] });
    }
    const account = new AccountStacks({ store, name, stacks: saved.stacks });
    account.#isListed = false;
    await account.saveAll();
    return account;
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
    this.#isListed = false;
    const deleted = this.stacks.filter((one) => !isLive(one));
    for (const old of deleted.slice(0, Math.max(0, deleted.length - maxDeleted))) {
      this.stacks.splice(this.stacks.indexOf(old), 1);
      this.#writes.delete(old.id);
    }
  }

  nextSequence(): number {
    return (this.stacks.at(-1)?.sequence ?? 0) + 1;
  }

  /** Keeps a stack as it is now; calls made while it is being written share the next write. */
  async save(stack: Stack): Promise<void> {
    await this.#writeOf(stack).request();
    // After the stack itself; a list may name one that is still being kept, which nobody was told of yet.
    if (!this.#isListed) {
      this.#isListed = true;
      this.#listing = this.#list.request().catch((error: unknown) => {
        this.#isListed = false;
        throw error;
      });
    }
    await this.#listing;
  }

  /** Keeps every stack as it is now. */
  async saveAll(): Promise<void> {
    await Promise.all(this.stacks.map((stack) => this.save(stack)));
  }

  #writeOf(stack: Stack): LatestWrite {
    const known = this.#writes.get(stack.id);
    if (known) return known;
    const write = new LatestWrite(() => this.#store.save(nameOf(this.#name, stack.id), stack));
    this.#writes.set(stack.id, write);
    return write;
  }
}

/** `arn:…:stack/<name>/<uuid>` → the uuid is enough. */
function nameOf(list: string, stackId: string): string {
  return `${list}/${stackId.split("/").at(-1)}`;
}
