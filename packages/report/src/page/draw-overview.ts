import type { RunPhase } from "../report-data.ts";
import type { Scene } from "./scene.ts";
import { overviewHeight } from "./timeline-geometry.ts";
import type { Slice } from "./utilisation.ts";

const TOP = 4;

/** Draws what all accounts were at over the whole run, and which part of it is shown below. */
export function drawOverview(context: CanvasRenderingContext2D, scene: Scene): void {
  const { geometry, slices, total, colours, rows } = scene;
  const { gutter, plotWidth, range } = geometry;
  const bottom = overviewHeight - 2;
  const unit = (bottom - TOP) / Math.max(1, rows.length);
  drawPhases(context, scene);
  const below = slices.map(() => 0);
  for (const layer of ["testing", "preparing", "idle"] as const) {
    context.fillStyle = colours.of(`over-${layer}`).fill;
    slices.forEach((slice: Slice, i) => {
      const x = gutter + (i / slices.length) * plotWidth;
      const height = slice[layer] * unit;
      context.fillRect(x, bottom - (below[i] ?? 0) - height, plotWidth / slices.length + 0.5, height);
      below[i] = (below[i] ?? 0) + height;
    });
  }
  drawBoundsOfWhole(context, scene);
  context.fillStyle = colours.of("line").fill;
  context.fillRect(gutter, bottom, plotWidth, 1);
  context.textAlign = "left";
  context.fillStyle = colours.of("muted").fill;
  context.fillText(
    `${rows.length} ${rows.length === 1 ? "account" : "accounts"}`,
    8,
    overviewHeight / 2,
    gutter - 14,
  );
  if (range.to - range.from >= total) return;
  const from = gutter + (range.from / total) * plotWidth;
  const to = gutter + (range.to / total) * plotWidth;
  context.fillStyle = colours.of("shade").fill;
  context.fillRect(gutter, 0, from - gutter, bottom);
  context.fillRect(to, 0, gutter + plotWidth - to, bottom);
  context.strokeStyle = colours.of("accent").fill;
  context.lineWidth = 1;
  context.strokeRect(Math.round(from) + 0.5, 1.5, Math.max(3, Math.round(to - from) - 1), bottom - 2);
}

const phaseText: Partial<Record<RunPhase["kind"], string>> = { starting: "start", waiting: "waiting" };

/** What the run was at while no account was at anything. */
function drawPhases(context: CanvasRenderingContext2D, { geometry, total, phases, colours }: Scene): void {
  const { gutter, plotWidth } = geometry;
  context.textAlign = "center";
  for (const { kind, from, to } of phases) {
    const text = phaseText[kind];
    const width = ((to - from) / total) * plotWidth;
    if (text === undefined || width < 1) continue;
    const x = gutter + (from / total) * plotWidth;
    context.fillStyle = colours.of(`phase-${kind}`).fill;
    context.fillRect(x, TOP, width, overviewHeight - 2 - TOP);
    context.fillStyle = colours.of("muted").fill;
    if (width > 48) context.fillText(text, x + width / 2, overviewHeight / 2);
  }
}

function drawBoundsOfWhole(
  context: CanvasRenderingContext2D,
  { geometry, total, time, colours }: Scene,
): void {
  if (!time) return;
  const { gutter, plotWidth } = geometry;
  const xOf = (moment: number) => Math.round(gutter + (moment / total) * plotWidth) + 0.5;
  context.strokeStyle = colours.of("accent").fill;
  context.lineWidth = 1;
  for (const [moment, dash] of [
    [time.from + time.leastMs, [4, 3]],
    [time.from + time.makespanMs, []],
  ] as const) {
    context.setLineDash([...dash]);
    context.beginPath();
    context.moveTo(xOf(moment), 0);
    context.lineTo(xOf(moment), overviewHeight - 2);
    context.stroke();
  }
  context.setLineDash([]);
}
