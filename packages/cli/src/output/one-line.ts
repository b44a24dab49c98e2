import { stripVTControlCharacters } from "node:util";

/** A text of others as it may stand in a line of ours: without terminal codes and line breaks. */
export function oneLine(text: string): string {
  return stripVTControlCharacters(text).replace(/\s+/g, " ").trim();
}
