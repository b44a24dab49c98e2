import { printable } from "../text/printable.ts";

/** How much a report holds of one text, in characters: a failure's message, what a file printed. */
export const LONGEST_TEXT = 16_000;

/**
 * A text as a report holds it: only characters that XML allows, and the middle left out of what is very long, for its
 * beginning says what and its end says where.
 */
export function junitText(text: string): string {
  if (text.length <= LONGEST_TEXT) return printable(text);
  const half = LONGEST_TEXT / 2;
  const note = `… ${text.length - 2 * half} characters left out …`;
  // Cut first: a character of two halves may be cut in two, and half of one is not valid.
  return printable(`${text.slice(0, half)}\n${note}\n${text.slice(-half)}`);
}

/** A text as the value of an attribute of XML; of what `junitText` returned. */
export function asAttribute(text: string): string {
  return text.replace(/[&<>"\n\r\t]/g, reference);
}

/** A text as the content of an element of XML; of what `junitText` returned. */
export function asContent(text: string): string {
  return text.replace(/[&<>\r]/g, reference);
}

// Names where XML has them: not every reader knows numbers.
const named: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function reference(character: string): string {
  return named[character] ?? `&#${character.codePointAt(0)};`;
}
