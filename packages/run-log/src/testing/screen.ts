/**
 * As much of a terminal as the live view uses, for tests: what a reader sees after everything that was written, the
 * lines that scrolled away too. An escape code it does not know is an error.
 */
export class Screen {
  readonly isTTY = true;
  columns: number;
  readonly rows: number;
  /** Everything that was written, as it came. */
  written = "";
  #rows: string[] = [""];
  /** The rows that go on with the one before. */
  #goesOn = new Set<number>();
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

  /** Makes it wider or narrower, which breaks lines anew, as terminals do; the cursor stays with its line. */
  resize(columns: number): void {
    const lines: string[] = [];
    const cursor = { line: 0, column: 0 };
    for (const [i, row] of this.#rows.entries()) {
      const before = this.#goesOn.has(i) ? (lines.pop() ?? "").padEnd(this.columns) : "";
      if (i === this.#row)
        Object.assign(cursor, { line: lines.length, column: before.length + this.#column });
      lines.push(before + row);
    }
    this.columns = columns;
    this.#rows = [];
    this.#goesOn = new Set();
    for (const [i, line] of lines.entries()) {
      if (i === cursor.line) this.#row = this.#rows.length + Math.floor(cursor.column / columns);
      for (let at = 0; at === 0 || at < line.length; at += columns) {
        if (at > 0) this.#goesOn.add(this.#rows.length);
        this.#rows.push(line.slice(at, at + columns));
      }
    }
    this.#column = cursor.column % columns;
    this.#goTo(this.#row, this.#column);
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
    if (from === 0) this.#goesOn.delete(this.#row);
    this.#rows[this.#row] = (this.#rows[this.#row] ?? "").slice(0, from);
  }

  // A terminal breaks a full line when the next character comes, not before.
  #put(character: string): void {
    if (this.#column >= this.columns) {
      this.#goTo(this.#row + 1, 0);
      this.#goesOn.add(this.#row);
    }
    const row = (this.#rows[this.#row] ?? "").padEnd(this.#column);
    this.#rows[this.#row] = row.slice(0, this.#column) + character + row.slice(this.#column + 1);
    this.#column++;
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const pieces = /\u001b\[[?0-9;]*[A-Za-z]|./gsu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const controlSequence = /^\u001b\[([?0-9;]*)([A-Za-z])$/;
