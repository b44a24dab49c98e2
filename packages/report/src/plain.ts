import { stripVTControlCharacters } from "node:util";

/** A text without terminal codes. */
export function plain(text: string): string {
  return stripVTControlCharacters(text);
}
