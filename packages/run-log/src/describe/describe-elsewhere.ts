import type { FileState } from "../state/file-state.ts";

/** What is known of a file whose result is another container's: how it ended, where, and what it said. */
export function describeElsewhere({
  container,
  verdict,
  where,
  message,
}: NonNullable<FileState["elsewhere"]>): string {
  const place = where === undefined ? "" : ` in account ${where}`;
  return [`${verdict?.replace("-", " ") ?? "no result"}${place}, by container ${container}`, message]
    .filter(Boolean)
    .join("\n");
}
