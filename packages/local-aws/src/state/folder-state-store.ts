import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import type { StateStore } from "./state-store.ts";

const validName = /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/;

/** Keeps each value in `<folder>/<name>.json`; a kill at any moment leaves the old value or the new one. */
export class FolderStateStore implements StateStore {
  readonly #folder: string;
  /** Texts waiting for their name's current write to end: only the newest is worth writing. */
  readonly #waiting = new Map<string, { text: string; written: Promise<void> }>();
  readonly #writing = new Map<string, Promise<void>>();

  /** @param folder made when first needed. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @throws {SyntaxError} when somebody else wrote to the file. */
  async load(name: string): Promise<unknown | undefined> {
    await this.#writing.get(name);
    try {
      return JSON.parse(await readFile(this.#fileOf(name), "utf8"));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  }

  save(name: string, value: unknown): Promise<void> {
    const text = JSON.stringify(value);
    const waiting = this.#waiting.get(name);
    if (waiting) {
      waiting.text = text;
      return waiting.written;
    }
    const current = this.#writing.get(name);
    if (!current) return this.#write(name, text);
    const next = { text, written: Promise.resolve() };
    next.written = current
      .catch(() => undefined)
      .then(() => {
        this.#waiting.delete(name);
        return this.#write(name, next.text);
      });
    this.#waiting.set(name, next);
    return next.written;
  }

  #write(name: string, text: string): Promise<void> {
    const written = this.#replace(this.#fileOf(name), text).finally(() => {
      if (this.#writing.get(name) === written) this.#writing.delete(name);
    });
    this.#writing.set(name, written);
    return written;
  }

  async #replace(file: string, text: string): Promise<void> {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(`${file}.new`, text);
    await rename(`${file}.new`, file);
  }

  #fileOf(name: string): string {
    if (!validName.test(name)) throw new TypeError(`not a name of state: ${JSON.stringify(name)}`);
    return path.join(this.#folder, `${name}.json`);
  }
}
