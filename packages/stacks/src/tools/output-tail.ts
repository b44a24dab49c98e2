import { stripVTControlCharacters } from "node:util";

/** The end of a process's output: what it failed with is there, and memory stays bounded. */
export class OutputTail {
  readonly #limit: number;
  #text = "";

  /** @param limit how many characters are kept. */
  constructor(limit = 64 * 1024) {
    this.#limit = limit;
  }

  append(chunk: string): void {
    this.#text = (this.#text + chunk).slice(-this.#limit);
  }

  /** What is kept, without colours. */
  toString(): string {
    return stripVTControlCharacters(this.#text);
  }
}

/** The last lines of a text that say something. */
export function lastLines(text: string, count: number): string {
  return text
    .split(/\r?\n|\r/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== "")
    .slice(-count)
    .join("\n");
}
