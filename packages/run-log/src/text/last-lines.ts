const MOST = 40;

/** The last lines of an output that nobody may ever want to read. */
export class LastLines {
  #lines: string[] = [];

  /** Takes whole lines. */
  push(text: string): void {
    if (text === "") return;
    this.#lines = [...this.#lines, ...text.split(/(?<=\n)/)].slice(-MOST);
  }

  get text(): string {
    return this.#lines.join("");
  }
}
