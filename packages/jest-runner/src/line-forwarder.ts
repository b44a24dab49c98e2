/** Passes a stream's text on in whole lines, so that several workers never write into each other's lines. */
export class LineForwarder {
  readonly #write: (text: string) => void;
  #rest = "";

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  append(chunk: string): void {
    const end = chunk.lastIndexOf("\n") + 1;
    if (end === 0) {
      this.#rest += chunk;
      return;
    }
    this.#write(this.#rest + chunk.slice(0, end));
    this.#rest = chunk.slice(end);
  }

  /** Passes on a last line without an end. */
  flush(): void {
    if (this.#rest) this.#write(`${this.#rest}\n`);
    this.#rest = "";
  }
}
