import type { FileStats } from "@regatta/stats";

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 8;
const HEIGHT = 20;
const LEAST = 3;

/** The last results of a file as bars: how long each took, in the colour of how it went. Its details have it in words. */
export function recentStrip(recent: FileStats["recent"]): SVGElement {
  const longest = Math.max(1, ...recent.map(({ ms = 0 }) => ms));
  const strip = svg("svg", {
    class: "recent",
    viewBox: `0 0 ${recent.length * WIDTH} ${HEIGHT}`,
    width: recent.length * WIDTH,
    height: HEIGHT,
    "aria-hidden": "true",
  });
  recent.forEach(({ verdict, ms = 0 }, i) => {
    const height = Math.max(LEAST, (HEIGHT * ms) / longest);
    strip.append(
      svg("rect", {
        class: `v-${verdict}`,
        x: i * WIDTH,
        y: HEIGHT - height,
        width: WIDTH - 2,
        height,
        rx: 1,
      }),
    );
  });
  return strip;
}

function svg(name: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}
