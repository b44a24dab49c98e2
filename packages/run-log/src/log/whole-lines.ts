/**
 * Puts lines together from the pieces an output arrives in: what is drawn, or said by others, between two pieces of
 * a line would tear it.
 */
export class WholeLines {
  #begun = "";

  /** Takes the next piece. @returns the lines that are complete with it, each with its end; empty when none is. */
  push(piece: string): string {
    const text = this.#begun + piece;
    const end = text.lastIndexOf("\n") + 1;
    this.#begun = text.slice(end);
    return text.slice(0, end);
  }

  /** The line that was begun and never ended, ended now; empty when there is none. */
  rest(): string {
    const line = this.#begun;
    this.#begun = "";
    return line === "" ? "" : `${line}\n`;
  }
}
