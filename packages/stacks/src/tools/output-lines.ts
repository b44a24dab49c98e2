import { stripVTControlCharacters } from "node:util";

/** Cuts a process's output into lines as it comes. */
export class OutputLines {
  readonly #onLine: (line: string) => void;
  #rest = "";

  /** @param onLine is told each line that says something, without colours. */
  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  append(chunk: string): void {
    const lines = (this.#rest + chunk).split(/\r?\n|\r/);
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#tell(line);
  }

  /** Nothing more comes: what is left is a line too. */
  end(): void {
    this.#tell(this.#rest);
    this.#rest = "";
  }

  #tell(line: string): void {
    const text = stripVTControlCharacters(line).trimEnd();
    if (text !== "") this.#onLine(text);
  }
}
