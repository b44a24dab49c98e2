import { open } from "node:fs/promises";
import { type RunEvent, RunState } from "@regatta/run-log";

/** The events of a run that is under way, read as they come. */
export class EventFile {
  readonly path: string;
  events: RunEvent[] = [];
  /** What they add up to. */
  state = new RunState();
  #read = 0;
  #inode: number | undefined;
  #begun: Buffer = Buffer.alloc(0);

  constructor(path: string) {
    this.path = path;
  }

  /**
   * Reads what was written since. A line that is still being written is read next time; one that is no event is passed over. A file
   * that is another one now, or shorter, is read from its beginning.
   * @returns whether there was anything; a file that is not there has nothing.
   */
  async readOn(): Promise<boolean> {
    const file = await open(this.path).catch(() => undefined);
    if (!file) return false;
    try {
      const { size, ino } = await file.stat();
      if (ino !== this.#inode || size < this.#read) this.#beginAnew(ino);
      if (size === this.#read) return false;
      const { buffer, bytesRead } = await file.read({
        buffer: Buffer.alloc(size - this.#read),
        position: this.#read,
      });
      this.#read += bytesRead;
      return this.#take(buffer.subarray(0, bytesRead));
    } finally {
      await file.close();
    }
  }

  #beginAnew(inode: number): void {
    this.events = [];
    this.state = new RunState();
    this.#read = 0;
    this.#inode = inode;
    this.#begun = Buffer.alloc(0);
  }

  // Cut at line ends before it is made text: a piece may end within a character.
  #take(piece: Buffer): boolean {
    const bytes = Buffer.concat([this.#begun, piece]);
    const end = bytes.lastIndexOf("\n") + 1;
    this.#begun = bytes.subarray(end);
    const before = this.events.length;
    for (const line of bytes.toString("utf8", 0, end).split("\n")) {
      const event = eventIn(line);
      if (!event) continue;
      this.events.push(event);
      this.state.apply(event);
    }
    return this.events.length > before;
  }
}

/** The event in a line; undefined where there is none. */
export function eventIn(line: string): RunEvent | undefined {
  try {
    const value = JSON.parse(line) as Partial<RunEvent> | null;
    return typeof value?.kind === "string" && typeof value.at === "number" ? (value as RunEvent) : undefined;
  } catch {
    return undefined;
  }
}
