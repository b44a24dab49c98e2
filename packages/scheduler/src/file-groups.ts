import { type Entry, startsBefore } from "./entry.ts";
import { FileGroup } from "./file-group.ts";

/** The files of a schedule that wait, grouped so that one for an account is found without looking at each. */
export class FileGroups {
  readonly #groups = new Map<string, FileGroup>();
  /** Of every file that was asked for, whether or not it waits. */
  readonly #groupOf = new Map<Entry, FileGroup>();
  /** Groups in which a file waits. */
  readonly #inUse = new Set<FileGroup>();
  #waiting = 0;

  /** How many files wait. */
  get waiting(): number {
    return this.#waiting;
  }

  add(entry: Entry): void {
    const group = this.groupFor(entry);
    group.add(entry);
    this.#inUse.add(group);
    this.#waiting++;
  }

  remove(entry: Entry): void {
    const group = this.groupFor(entry);
    group.remove(entry);
    if (group.waiting === 0) this.#inUse.delete(group);
    this.#waiting--;
  }

  /** The group a file belongs to by what it needs and where it failed, whether or not it waits. */
  groupFor(entry: Entry): FileGroup {
    const known = this.#groupOf.get(entry);
    if (known) return known;
    const { needs, failures } = entry;
    const failedIn = [...new Set(failures.flat())].sort();
    const key = failedIn.length === 0 ? needs.key : `${needs.key} ${JSON.stringify(failedIn)}`;
    const group = this.#groups.get(key) ?? new FileGroup(needs, new Set(failedIn));
    this.#groups.set(key, group);
    this.#groupOf.set(entry, group);
    return group;
  }

  /** Where a file failed is another matter now. */
  failuresOf(entry: Entry, failures: Entry["failures"]): void {
    const isWaiting = entry.state === "waiting" && this.groupFor(entry).has(entry);
    if (isWaiting) this.remove(entry);
    entry.failures = failures;
    this.#groupOf.delete(entry);
    if (isWaiting) this.add(entry);
  }

  /** Groups in which a file waits. */
  [Symbol.iterator](): IterableIterator<FileGroup> {
    return this.#inUse.values();
  }

  /** The file that runs next of those the caller picks, at most one of a group. */
  first(pick: (group: FileGroup) => Entry | undefined): Entry | undefined {
    let best: Entry | undefined;
    for (const group of this.#inUse) {
      const { first } = group;
      if (!first || (best && !startsBefore(first, best))) continue;
      const picked = pick(group);
      if (picked && (!best || startsBefore(picked, best))) best = picked;
    }
    return best;
  }

  /** Takes every file that waits in groups the caller accepts, in the order they would have run. */
  drain(accepts: (group: FileGroup) => boolean): Entry[] {
    const groups = [...this.#inUse].filter(accepts);
    const drained = groups.flatMap((group) => group.drain());
    for (const group of groups) this.#inUse.delete(group);
    this.#waiting -= drained.length;
    return drained.sort((a, b) => (startsBefore(a, b) ? -1 : 1));
  }
}
