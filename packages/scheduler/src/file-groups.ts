import { type Entry, FileGroup, runsBefore } from "./file-group.ts";

/** The files of a schedule, grouped by the services they need. */
export class FileGroups {
  readonly #byNeed = new Map<string, FileGroup>();

  /** The group of files that need these services, whatever order they are named in. */
  of(requires: readonly string[] | undefined): FileGroup {
    const key = JSON.stringify(requires && [...new Set(requires)].sort());
    const group = this.#byNeed.get(key) ?? new FileGroup(requires);
    this.#byNeed.set(key, group);
    return group;
  }

  /** Remembers what keeps files out of an account, for those that are given up; see `Schedule.servicesFailed`. */
  blame(account: string, causes: Readonly<Record<string, string>>): void {
    for (const group of this.#byNeed.values()) {
      for (const [service, cause] of Object.entries(causes)) {
        if (group.requires?.includes(service) ?? true) group.blocked(cause, account);
      }
    }
  }

  /** The file that runs next of those in groups the caller accepts. */
  first(accepts: (group: FileGroup) => boolean): Entry | undefined {
    let best: Entry | undefined;
    for (const group of this.#byNeed.values()) {
      const { first } = group;
      if (first && (!best || runsBefore(first, best)) && accepts(group)) best = first;
    }
    return best;
  }

  /** Whether a file waits in a group the caller accepts. */
  some(accepts: (group: FileGroup) => boolean): boolean {
    for (const group of this.#byNeed.values()) if (group.waiting > 0 && accepts(group)) return true;
    return false;
  }

  /** Every file that waits, in the order they will run. */
  list(): Entry[] {
    return inOrder([...this.#byNeed.values()].flatMap((group) => group.list()));
  }

  /** Takes every file that waits in groups the caller accepts, in the order they would have run. */
  drain(accepts: (group: FileGroup) => boolean): Entry[] {
    return inOrder([...this.#byNeed.values()].filter(accepts).flatMap((group) => group.drain()));
  }
}

function inOrder(entries: Entry[]): Entry[] {
  return entries.sort((a, b) => (runsBefore(a, b) ? -1 : 1));
}
