import { type Entry, startsBefore } from "./entry.ts";
import { FileGroup } from "./file-group.ts";

/** The files of a schedule that wait, grouped so that one for an account is found without looking at each. */
export class FileGroups {
  readonly #groups = new Map<string, FileGroup>();
  readonly #groupOf = new Map<Entry, FileGroup>();

  /** How many files wait. */
  get waiting(): number {
    return this.#groupOf.size;
  }

  add(entry: Entry): void {
    const group = this.groupFor(entry);
    group.add(entry);
    this.#groupOf.set(entry, group);
  }

  remove(entry: Entry): void {
    this.#groupOf.get(entry)?.remove(entry);
    this.#groupOf.delete(entry);
  }

  /** The group a file belongs to by what it needs and where it failed, whether or not it waits. */
  groupFor({ needs, failures }: Entry): FileGroup {
    const failedIn = [...new Set(failures.flat())].sort();
    const key = failedIn.length === 0 ? needs.key : `${needs.key} ${JSON.stringify(failedIn)}`;
    const group = this.#groups.get(key) ?? new FileGroup(needs, new Set(failedIn));
    this.#groups.set(key, group);
    return group;
  }

  /** Every file that waits is looked up anew: where it failed has changed. */
  regroup(entries: Iterable<Entry>): void {
    for (const entry of entries) {
      if (!this.#groupOf.has(entry)) continue;
      this.remove(entry);
      this.add(entry);
    }
  }

  /** Groups in which a file waits. */
  *[Symbol.iterator](): Generator<FileGroup> {
    for (const group of this.#groups.values()) if (group.waiting > 0) yield group;
  }

  /** The file that runs next of those the caller picks, at most one of a group. */
  first(pick: (group: FileGroup) => Entry | undefined): Entry | undefined {
    let best: Entry | undefined;
    for (const group of this) {
      const { first } = group;
      if (!first || (best && !startsBefore(first, best))) continue;
      const picked = pick(group);
      if (picked && (!best || startsBefore(picked, best))) best = picked;
    }
    return best;
  }

  /** Takes every file that waits in groups the caller accepts, in the order they would have run. */
  drain(accepts: (group: FileGroup) => boolean): Entry[] {
    const drained = [...this].filter(accepts).flatMap((group) => group.drain());
    for (const entry of drained) this.#groupOf.delete(entry);
    return drained.sort((a, b) => (startsBefore(a, b) ? -1 : 1));
  }
}
