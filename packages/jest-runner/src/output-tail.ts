/** How much of a file's output is kept for its report, in characters. */
export const TAIL_LENGTH = 64 * 1024;

/** The end of a text that keeps growing. */
export class OutputTail {
  readonly #limit: number;
  #chunks: string[] = [];
  #length = 0;

  /** @param limit how many characters to keep. */
  constructor(limit = TAIL_LENGTH) {
    this.#limit = limit;
  }

  append(chunk: string): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    // Joining only at twice the limit keeps the cost per character constant.
    if (this.#length > 2 * this.#limit) this.#compact();
  }

  clear(): void {
    this.#chunks = [];
    this.#length = 0;
  }

  /** What is kept; begins with … when something was left out. */
  toString(): string {
    return lastOf(this.#chunks.join(""), this.#limit);
  }

  #compact(): void {
    this.#chunks = [this.#chunks.join("").slice(-this.#limit - 1)];
    this.#length = this.#limit + 1;
  }
}

/** The last `limit` characters of a text, with … in front when that is not all of it. */
export function lastOf(text: string, limit = TAIL_LENGTH): string {
  return text.length > limit ? `…${text.slice(-limit)}` : text;
}
