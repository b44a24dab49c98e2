import type { TakenSource } from "../events/run-event.ts";
import { printable } from "../text/printable.ts";

const COMMIT_LENGTH = 10;

/** Which services came from where, as a table in plain text; ends with a line end. */
export function renderSources(sources: readonly TakenSource[]): string {
  const rows = [
    ["REPOSITORY", "SERVICES", "REF", "COMMIT", "WHY"],
    ...sources.map(({ repository, ref, commit, why, services }) =>
      [repository, services.join(", "), ref, commit.slice(0, COMMIT_LENGTH), why].map(printable),
    ),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: string[]) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ");
  return `${rows.map((row) => line(row).trimEnd()).join("\n")}\n`;
}
