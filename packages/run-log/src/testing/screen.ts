/**
 * As much of a terminal as the live view uses, for tests: what a reader sees after everything that was written, the
 * lines that scrolled away too. An escape code it does not know is an error.
 */
export class Screen {
  readonly isTTY = true;
  readonly columns: number;
  readonly rows: number;
  /** Everything that was written, as it came. */
  written = "";
  readonly #rows: string[] = [""];
  #row = 0;
  #column = 0;

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
  }

  /** As a stream is written to. */
  write(text: string): boolean {
    this.written += text;
    for (const [piece] of text.matchAll(pieces)) this.#take(piece);
    return true;
  }

  /** The lines from the first, without blanks at their ends and without empty ones at the end of all. */
  get lines(): string[] {
    const lines = this.#rows.map((row) => row.trimEnd());
    return lines.slice(0, lines.findLastIndex((line) => line !== "") + 1);
  }

  #take(piece: string): void {
    const [, parameter, code] = controlSequence.exec(piece) ?? [];
    if (code !== undefined) this.#obey(code, parameter ?? "");
    else if (piece === "\n") this.#goTo(this.#row + 1, 0);
    else if (piece === "\r") this.#column = 0;
    else this.#put(piece);
  }

  #obey(code: string, parameter: string): void {
    const count = Number(parameter) || 1;
    if (code === "A") this.#goTo(Math.max(this.#top, this.#row - count), this.#column);
    else if (code === "B") this.#goTo(this.#row + count, this.#column);
    else if (code === "G") this.#column = count - 1;
    else if (code === "K") this.#erase(parameter === "2" ? 0 : this.#column);
    else if (code !== "m" && !parameter.startsWith("?2026")) throw new Error(`unknown: ${parameter}${code}`);
  }

  /** The first row that has not scrolled away: no cursor gets above it. */
  get #top(): number {
    return Math.max(0, this.#rows.length - this.rows);
  }

  #goTo(row: number, column: number): void {
    while (this.#rows.length <= row) this.#rows.push("");
    this.#row = row;
    this.#column = column;
  }

  #erase(from: number): void {
    this.#rows[this.#row] = (this.#rows[this.#row] ?? "").slice(0, from);
  }

  // A terminal breaks a full line when the next character comes, not before.
  #put(character: string): void {
    if (this.#column >= this.columns) this.#goTo(this.#row + 1, 0);
    const row = (this.#rows[this.#row] ?? "").padEnd(this.#column);
    this.#rows[this.#row] = row.slice(0, this.#column) + character + row.slice(this.#column + 1);
    this.#column++;
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const pieces = /\u001b\[[?0-9;]*[A-Za-z]|./gsu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const controlSequence = /^\u001b\[([?0-9;]*)([A-Za-z])$/;
