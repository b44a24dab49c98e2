// What XML 1.0 does not allow even escaped (its production Char), and the codes a terminal would act on.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const terminalCodes = /\u001b\[[0-9;?]*[ -/]*[@-~]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** The text without terminal codes and without characters that would make an XML file invalid. */
export function printable(text: string): string {
  return text.replace(terminalCodes, "").replace(notInXml, "\ufffd");
}
