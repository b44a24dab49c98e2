import { claimId } from "./queue-items.ts";

/** A claim of this container. */
export interface MyClaim {
  readonly id: string;
  readonly file: string;
  /** In the order in which every container takes them. */
  readonly locks: readonly string[];
  /** `ended`: the file has its result here, and only the table has to hear of it. */
  state: "asking" | "held" | "ended";
}

/** What this container claims, as far as it knows. */
export class MyClaims {
  readonly #byFile = new Map<string, MyClaim>();
  readonly #ids = new Set<string>();
  #number = 0;

  /** Begins a claim. @param container who makes it. */
  ask(container: string, file: string, locks: readonly string[]): MyClaim {
    const id = claimId(container, this.#number++);
    const claim: MyClaim = { id, file, locks: [...new Set(locks)].sort(), state: "asking" };
    this.#byFile.set(file, claim);
    this.#ids.add(id);
    return claim;
  }

  of(file: string): MyClaim | undefined {
    return this.#byFile.get(file);
  }

  /** Whether a claim is one of these still. */
  readonly has = (id: string): boolean => this.#ids.has(id);

  /** Whether nothing runs here. */
  get isIdle(): boolean {
    return this.#ids.size === 0;
  }

  /** The files that are claimed, or asked for. */
  get files(): string[] {
    return [...this.#byFile.keys()];
  }

  drop(claim: MyClaim): void {
    this.#ids.delete(claim.id);
    if (this.#byFile.get(claim.file) === claim) this.#byFile.delete(claim.file);
  }

  /** Drops what has not ended: others may take it from now on. @returns the files that were held. */
  fence(): string[] {
    const open = [...this.#byFile.values()].filter(({ state }) => state !== "ended");
    for (const claim of open) this.drop(claim);
    return open.filter(({ state }) => state === "held").map(({ file }) => file);
  }
}
