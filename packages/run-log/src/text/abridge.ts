// The line of a code frame that failed, and the end of what is shown around it (`@babel/code-frame`, as Jest prints it).
const HERE = /^\s*>\s*\d+ \|/;
const AROUND = /^\s*>?\s*\d* \|/;
const PLACE = /^\s*at /;

/**
 * A message of Jest's in as many lines as there is room for: its beginning, and the place in the code, which a long
 * difference between two values would push out. Pure.
 * @param most about so many lines.
 * @param where the whole of it stands.
 */
export function abridge(lines: readonly string[], most: number, where: string): string[] {
  // Saying that there is one more line takes a line too.
  if (lines.length <= most + 1) return [...lines];
  const frame = frameOf(lines);
  if (!frame || frame.to <= most) return [...lines.slice(0, most), ...more(lines.length - most, where)];
  const head = Math.min(frame.from, Math.max(1, most - (frame.to - frame.from)));
  const left = frame.from - head;
  return [
    ...lines.slice(0, head),
    ...(left > 0 ? [`… ${left} lines left out`] : []),
    ...lines.slice(frame.from, frame.to),
    ...more(lines.length - frame.to, where),
  ];
}

/** The first code frame, with the place in the stack that follows it. */
function frameOf(lines: readonly string[]): { from: number; to: number } | undefined {
  const here = lines.findIndex((line) => HERE.test(line));
  if (here < 0) return undefined;
  let from = here;
  while (AROUND.test(lines[from - 1] ?? "")) from--;
  let to = here + 1;
  while (AROUND.test(lines[to] ?? "")) to++;
  const place = lines[to] === "" ? to + 1 : to;
  return { from, to: PLACE.test(lines[place] ?? "") ? place + 1 : to };
}

function more(lines: number, where: string): string[] {
  return lines > 0 ? [`… ${lines} more lines in ${where}`] : [];
}
