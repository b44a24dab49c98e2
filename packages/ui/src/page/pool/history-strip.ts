import type { AccountView } from "../../pool-view/pool-view.ts";
import { type Stretch, spansOf } from "./states-over-time.ts";

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 240;

/** What state an account was in over a time, as a strip of colours. Decoration: its details have the same in words. */
export function historyStrip(
  account: Pick<AccountView, "history" | "state" | "since">,
  stretch: Stretch,
): SVGElement {
  const strip = svg("svg", {
    class: "strip",
    viewBox: `0 0 ${WIDTH} 1`,
    preserveAspectRatio: "none",
    "aria-hidden": "true",
  });
  const unit = WIDTH / (stretch.to - stretch.from);
  for (const { state, from, to } of spansOf(account, stretch)) {
    if (state === "unknown") continue;
    const x = (from - stretch.from) * unit;
    strip.append(
      svg("rect", { class: `state-${state}`, x, y: 0, width: Math.max(0.8, (to - from) * unit), height: 1 }),
    );
  }
  return strip;
}

function svg(name: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}
