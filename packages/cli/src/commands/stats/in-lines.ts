/** Parts by their share, the largest first; those below half a per cent are left out. */
export function sharesOf<K extends string>(
  times: Record<K, number>,
  names: Record<K, string>,
): Array<[string, number]> {
  const entries = Object.entries(times) as Array<[K, number]>;
  const total = entries.reduce((sum, [, ms]) => sum + ms, 0);
  return entries
    .filter(([, ms]) => ms > 0 && ms / total >= 0.005)
    .sort((a, b) => b[1] - a[1])
    .map(([key, ms]) => [names[key], ms / total]);
}

const WIDTH = 66;

/** Puts short texts into as few lines as hold them. */
export function inLines(texts: readonly string[]): string[] {
  const lines: string[] = [];
  for (const text of texts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + text.length + 2 <= WIDTH)
      lines[lines.length - 1] = `${last}, ${text}`;
    else lines.push(text);
  }
  return lines;
}
