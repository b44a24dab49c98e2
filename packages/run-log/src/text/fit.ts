// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const control = /[\u0000-\u001f\u007f-\u009f]+/g;

/** A text as one line of at most so many columns of a terminal; where something is missing it ends in `…`. */
export function fit(text: string, columns: number): string {
  const line = text.replace(control, " ");
  if (widthOf(line) <= columns) return line;
  return columns > 0 ? `${asMuchAs(line, columns - 1).join("")}…` : "";
}

/** The same for a path, whose end says most: where something is missing it begins with `…`. */
export function fitEnd(text: string, columns: number): string {
  const line = text.replace(control, " ");
  if (widthOf(line) <= columns) return line;
  const end = asMuchAs([...line].reverse(), columns - 1).reverse();
  return columns > 0 ? `…${end.join("")}` : "";
}

/** A text on lines of at most so many columns, broken between words; of more than `most` lines the last is cut. */
export function wrap(text: string, columns: number, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.replace(control, " ").split(/ +/)) {
    const longer = [...lines.slice(-1), word].join(" ");
    const fits = lines.length > 0 && widthOf(longer) <= columns;
    if (fits || lines.length === most) lines.splice(-1, 1, longer);
    else lines.push(word);
  }
  return lines.map((line) => fit(line, columns));
}

/** How many columns of a terminal a line takes. */
export function widthOf(line: string): number {
  let width = 0;
  for (const character of line) width += columnsOf(character);
  return width;
}

function asMuchAs(characters: Iterable<string>, columns: number): string[] {
  const fitting: string[] = [];
  let room = columns;
  for (const character of characters) {
    room -= columnsOf(character);
    if (room < 0) break;
    fitting.push(character);
  }
  return fitting;
}

// Rather too wide than too narrow: a line that breaks spoils the whole area, one cut a little early only itself.
function columnsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return (code >= 0x1100 && code < 0x1160) || code >= 0x2e80 || wideSymbols.test(character) ? 2 : 1;
}

const wideSymbols = /\p{Emoji_Presentation}/u;
