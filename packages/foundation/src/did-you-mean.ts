/**
 * Finds the name that was most likely meant.
 * @returns `; did you mean "…"?`, or nothing when no name is near.
 */
export function didYouMean(written: string, names: Iterable<string>): string {
  const near = nearest(written, names);
  return near === undefined ? "" : `; did you mean "${near}"?`;
}

/** @returns the name with the fewest typing errors between it and what was written, if they are few. */
export function nearest(written: string, names: Iterable<string>): string | undefined {
  let best: { name: string; errors: number } | undefined;
  for (const name of names) {
    const errors = typingErrors(written.toLowerCase(), name.toLowerCase());
    if (!best || errors < best.errors) best = { name, errors };
  }
  return best && best.errors <= Math.max(1, Math.floor(written.length / 3)) ? best.name : undefined;
}

/** Letters left out, added, replaced or swapped with their neighbour (optimal string alignment distance). */
function typingErrors(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          replaced,
          at(i - 1, j) + 1,
          at(i, j - 1) + 1,
          swapped ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return at(a.length, b.length);
}
