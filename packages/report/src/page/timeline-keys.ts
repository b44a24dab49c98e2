import type { TimelineRow } from "./timeline-rows.ts";

/** Which stretch of which row is chosen; `item` is -1 in a row without any. */
export interface Chosen {
  row: number;
  item: number;
}

/** What is chosen after a key: left and right in the row, up and down to what is nearest in time. Pure. @returns undefined for other keys. */
export function chosenAfter(
  key: string,
  chosen: Chosen | undefined,
  rows: readonly TimelineRow[],
): Chosen | undefined {
  if (rows.length === 0) return undefined;
  const { row, item } = chosen ?? { row: 0, item: 0 };
  const last = (rows[row]?.items.length ?? 0) - 1;
  const isMove = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"];
  if (!isMove.includes(key)) return undefined;
  if (!chosen) return { row, item: Math.min(0, last) };
  switch (key) {
    case "ArrowLeft":
      return { row, item: Math.max(Math.min(0, last), item - 1) };
    case "ArrowRight":
      return { row, item: Math.min(last, item + 1) };
    case "Home":
      return { row, item: Math.min(0, last) };
    case "End":
      return { row, item: last };
    default: {
      const by = { ArrowUp: -1, ArrowDown: 1, PageUp: -10, PageDown: 10 }[key] ?? 0;
      const next = Math.min(rows.length - 1, Math.max(0, row + by));
      return { row: next, item: nearest(rows[next], rows[row]?.items[item]?.from ?? 0) };
    }
  }
}

function nearest(row: TimelineRow | undefined, moment: number): number {
  const items = row?.items ?? [];
  let best = -1;
  let distance = Number.POSITIVE_INFINITY;
  items.forEach(({ from }, i) => {
    if (Math.abs(from - moment) >= distance) return;
    best = i;
    distance = Math.abs(from - moment);
  });
  return best;
}
