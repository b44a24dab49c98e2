import { fit } from "@regatta/run-log";
import type picocolors from "picocolors";
import wrapAnsi from "wrap-ansi";

export interface StatsPage {
  colours: Pick<typeof picocolors, "bold" | "dim" | "red" | "green" | "yellow">;
  /** How wide a line may be; as wide as it gets when left out. */
  columns?: number | undefined;
}

/** What is longer says no more. */
const LINES = 3;
/** What stands before a line's text: a column apart, or space. */
const LABEL = /^ *(?:\S+(?: \S+)* {2,})?/;

/** Lines that are not wider than the page: what goes on in the next begins below where its text began. */
export function fitLines(lines: readonly string[], { columns }: StatsPage): string[] {
  return columns === undefined ? [...lines] : lines.flatMap((line) => wrapped(line, columns));
}

function wrapped(line: string, columns: number): string[] {
  const [label = ""] = LABEL.exec(line) ?? [];
  const room = columns - label.length;
  if (line.length <= columns) return [line];
  if (room < columns / 2) return [fit(line, columns)];
  const [first = "", ...rest] = wrapAnsi(line.slice(label.length), room, { hard: true }).split("\n");
  const shown = rest.length < LINES ? rest : [...rest.slice(0, LINES - 2), rest.slice(LINES - 2).join(" ")];
  return [`${label}${first}`, ...shown.map((text) => fit(`${" ".repeat(label.length)}${text}`, columns))];
}

/** A part of the page: its heading, and what follows; nothing where nothing follows. */
export function section(heading: string, lines: readonly string[], { colours }: StatsPage): string[] {
  return lines.length === 0 ? [] : [colours.bold(heading), ...lines];
}

/** How many rows a list shows, and what is said of the others. */
export function listed<T>(all: readonly T[], most: number, row: (one: T) => readonly string[]): string[] {
  const more = all.length - most;
  return [...all.slice(0, most).flatMap(row), ...(more > 0 ? [`  … and ${more} more: --json has all`] : [])];
}
