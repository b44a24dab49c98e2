import { durationText, h } from "@regatta/report/page";
import type { RunSplit } from "@regatta/stats";
import { partNames, parts } from "./period-data.ts";

/** Where time went, as a bar. Decoration, with the figures where the pointer rests. @param longest ms that fill it. */
export function splitBar(time: Partial<RunSplit>, longest: number): HTMLElement {
  const some = parts.flatMap((part) => {
    const ms = time[part] ?? 0;
    return ms > 0 ? [{ part, ms }] : [];
  });
  const title = some.map(({ part, ms }) => `${partNames[part]} ${durationText(ms)}`).join(", ");
  const bar = h("span", { class: "split", "aria-hidden": "true", title });
  for (const { part, ms } of some) {
    const piece = h("span", { class: `time-${part}` });
    piece.style.width = `${(100 * ms) / Math.max(1, longest)}%`;
    bar.append(piece);
  }
  return bar;
}
