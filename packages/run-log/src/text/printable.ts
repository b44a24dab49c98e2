import { stripVTControlCharacters } from "node:util";

// What XML 1.0 does not allow even escaped (https://www.w3.org/TR/xml/#NT-Char).
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** The text without terminal codes and without characters that would make an XML file invalid. */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replace(notInXml, "\ufffd");
}
