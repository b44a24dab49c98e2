// What the live area of a run looks like on a screen.
const HEAD = /^(?:[█░]+ )?(?:deploying · |handing back · )?\d+\/\d+ files · /;
const ACCOUNT = /^ {2}\d{12}\/\S+ {2}(?:idle$|(?:\d+ min )?\d+ s {2})/;

/** Whether a line is the live area's first, once the files are known. */
export const isHead = (line) => HEAD.test(line);

/** The live area on a screen. */
export function liveAreaOf(lines) {
  return lines.slice(lines.findIndex(isHead));
}

/** What is left of it where it should be gone. */
export function leftOf(lines) {
  return lines.filter((line) => isHead(line) || ACCOUNT.test(line));
}
