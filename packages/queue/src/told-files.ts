import type { FileStanding, Look } from "./look.ts";

type Tell = (file: string, standing: FileStanding) => void;

/** What a container was told of files that others have. A file nothing was told of waits. */
export class ToldFiles {
  readonly #onFile: Tell;
  readonly #kinds = new Map<string, FileStanding["kind"]>();
  /** Files that a lock kept from being claimed, by the lock. */
  readonly #lockedOut = new Map<string, string>();
  #isFollowed = false;

  constructor(onFile: Tell) {
    this.#onFile = onFile;
  }

  /** Changes are told from now on. */
  follow(): void {
    this.#isFollowed = true;
  }

  of(file: string): FileStanding["kind"] {
    return this.#kinds.get(file) ?? "waiting";
  }

  /** It is known here without being told; what differs from it is told. */
  assume(file: string, kind: FileStanding["kind"]): void {
    this.#kinds.set(file, kind);
  }

  /** Whether a lock is waited for. */
  get isLockedOut(): boolean {
    return this.#lockedOut.size > 0;
  }

  /** A lock is held: the file is told as waiting once that looks free. */
  lockOut(file: string, lock: string): void {
    this.#lockedOut.set(file, lock);
  }

  /** It is tried again. */
  letIn(file: string): void {
    this.#lockedOut.delete(file);
  }

  /** Tells what a look shows to have changed. @param isOurs whether this container has the file. */
  tell({ files, locks }: Look, isOurs: (file: string, standing: FileStanding) => boolean): void {
    if (!this.#isFollowed) return;
    for (const [file, standing] of files) if (!isOurs(file, standing)) this.tellOf(file, standing);
    const busy = new Set(locks.map(({ name }) => name));
    for (const [file, lock] of this.#lockedOut) {
      if (busy.has(lock)) continue;
      this.#lockedOut.delete(file);
      this.#onFile(file, { kind: "waiting" });
    }
  }

  /** Tells how a file stands, unless that is known. */
  tellOf(file: string, standing: FileStanding): void {
    const before = this.of(file);
    // A result is final: an older look knows it less well.
    if (before === standing.kind || before === "done") return;
    this.#kinds.set(file, standing.kind);
    this.#lockedOut.delete(file);
    this.#onFile(file, standing);
  }
}
