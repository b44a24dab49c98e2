import { fit } from "@regatta/run-log";
import type picocolors from "picocolors";

export interface StatsPage {
  colours: Pick<typeof picocolors, "bold" | "dim" | "red" | "green" | "yellow">;
  /** How wide a line may be; as wide as it gets when left out. */
  columns?: number | undefined;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the colours are what is looked for
const COLOURED = /\u001b\[/;

/** Lines that are not wider than the page; a coloured one is a heading or short. */
export function fitLines(lines: readonly string[], { columns }: StatsPage): string[] {
  return lines.map((line) => (columns === undefined || COLOURED.test(line) ? line : fit(line, columns)));
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
