import { drawOverview } from "./draw-overview.ts";
import type { Scene } from "./scene.ts";
import { momentText, stepFor } from "./time-text.ts";
import type { TimelineGeometry } from "./timeline-geometry.ts";
import { axisHeight, headHeight, overviewHeight } from "./timeline-geometry.ts";
import type { TimelineItem, TimelineRow } from "./timeline-rows.ts";

const FONT = "11px system-ui, sans-serif";
/** Text narrower than this, px, says nothing. */
const LEGIBLE = 34;

/** Draws all that is seen of the timeline. */
export function drawTimeline(context: CanvasRenderingContext2D, scene: Scene): void {
  const { geometry, height, rows, colours } = scene;
  context.clearRect(0, 0, geometry.width, height);
  context.font = FONT;
  context.textBaseline = "middle";
  const first = Math.max(0, geometry.rowAt(headHeight));
  const last = Math.min(rows.length - 1, geometry.rowAt(height));
  drawGrid(context, scene, false);
  for (let row = first; row <= last; row++) drawRow(context, scene, row);
  drawBounds(context, scene);
  context.fillStyle = colours.of("panel").fill;
  context.fillRect(0, 0, geometry.width, headHeight);
  drawGrid(context, scene, true);
  drawOverview(context, scene);
}

function drawGrid(
  context: CanvasRenderingContext2D,
  { geometry, colours, height }: Scene,
  isAxis: boolean,
): void {
  const { range, gutter, plotWidth } = geometry;
  const step = stepFor(range.to - range.from, Math.max(2, plotWidth / 90));
  context.textAlign = "center";
  for (let at = Math.ceil(range.from / step) * step; at <= range.to; at += step) {
    const x = Math.round(geometry.xOf(at)) + 0.5;
    context.fillStyle = colours.of(isAxis ? "muted" : "line").fill;
    if (!isAxis) context.fillRect(x - 0.5, headHeight, 1, height);
    else if (x > gutter + 14 && x < geometry.width - 14) {
      context.fillText(momentText(at, step), x, overviewHeight + axisHeight / 2);
    }
  }
}

function drawRow(context: CanvasRenderingContext2D, scene: Scene, index: number): void {
  const { geometry, rows, chosen } = scene;
  const row = rows[index];
  if (!row) return;
  context.save();
  context.beginPath();
  context.rect(geometry.gutter, headHeight, geometry.plotWidth, scene.height);
  context.clip();
  for (const item of row.base) drawBase(context, scene, index, item);
  for (const item of row.items) drawItem(context, scene, index, item);
  drawEnd(context, scene, index, row);
  const marked = chosen?.row === index ? row.items[chosen.item] : undefined;
  if (marked) drawChosen(context, scene, index, marked);
  context.restore();
  drawName(context, scene, index, row);
}

function drawName(context: CanvasRenderingContext2D, scene: Scene, index: number, row: TimelineRow): void {
  const { geometry, colours, chosen } = scene;
  const { kind } = row.account.end;
  const isBad = row.account.suspect !== undefined || kind === "dirty" || kind === "lost";
  context.textAlign = "left";
  context.font = chosen?.row === index ? `600 ${FONT}` : FONT;
  context.fillStyle = colours.of(isBad ? "bad-text" : "muted").fill;
  const y = geometry.topOf(index) + geometry.rowHeight / 2;
  if (y > headHeight) context.fillText(row.label, 8, y, geometry.gutter - 14);
  context.font = FONT;
}

function drawBase(
  context: CanvasRenderingContext2D,
  { geometry, colours }: Scene,
  row: number,
  item: TimelineItem,
): void {
  const { x, y, width, height } = geometry.boxOf(row, item);
  context.fillStyle = colours.of(item.look).fill;
  context.fillRect(x, y, width, height);
}

function drawItem(context: CanvasRenderingContext2D, scene: Scene, row: number, item: TimelineItem): void {
  const { geometry, colours } = scene;
  const { x, y, width, height } = geometry.boxOf(row, item);
  if (x > geometry.width || x + width < geometry.gutter) return;
  const { fill, ink } = colours.of(item.look);
  context.globalAlpha = scene.isWanted(item) ? 1 : 0.18;
  context.fillStyle = fill;
  // A hair's breadth between neighbours.
  context.fillRect(x, y, width > 4 ? width - 1 : width, height);
  if (isTrouble(item.look) && width > 3) {
    // Not by colour alone.
    context.fillStyle = ink;
    context.fillRect(x, y, Math.min(3, width / 3), height);
  }
  if (height >= 11) drawLabel(context, geometry, { item, ink, x, y: y + height / 2, width });
  context.globalAlpha = 1;
}

interface Label {
  item: TimelineItem;
  ink: string;
  x: number;
  y: number;
  width: number;
}

function drawLabel(context: CanvasRenderingContext2D, geometry: TimelineGeometry, label: Label): void {
  const left = Math.max(label.x, geometry.gutter) + 6;
  const room = Math.min(label.x + label.width, geometry.width) - left - 3;
  if (room < LEGIBLE) return;
  context.fillStyle = label.ink;
  context.textAlign = "left";
  context.fillText(clipped(context, label.item.label, room), left, label.y + 0.5);
}

/** As much of a text as fits. */
function clipped(context: CanvasRenderingContext2D, text: string, room: number): string {
  const { width } = context.measureText(text);
  if (width <= room) return text;
  return `${text.slice(0, Math.max(1, Math.floor((text.length * room) / width) - 1))}…`;
}

/** How the account left the run: a mark where it did. */
function drawEnd(
  context: CanvasRenderingContext2D,
  { geometry, colours }: Scene,
  index: number,
  row: TimelineRow,
): void {
  const { kind, at } = row.account.end;
  if (at === undefined) return;
  const x = geometry.xOf(at);
  const y = geometry.topOf(index) + geometry.rowHeight / 2;
  const size = Math.min(5, geometry.rowHeight / 3);
  context.fillStyle = colours.of(`end-${kind}`).fill;
  context.beginPath();
  if (kind === "released") context.rect(x, y - size, 1.5, size * 2);
  else if (kind === "kept") context.rect(x, y - size, size * 2, size * 2);
  else {
    context.moveTo(x, y - size);
    context.lineTo(x + size * 2, y);
    context.lineTo(x, y + size);
  }
  context.fill();
}

function drawChosen(
  context: CanvasRenderingContext2D,
  { geometry, colours }: Scene,
  row: number,
  item: TimelineItem,
): void {
  const { x, y, width, height } = geometry.boxOf(row, item);
  context.strokeStyle = colours.of("accent").fill;
  context.lineWidth = 2;
  context.strokeRect(x - 1, y, Math.max(4, width + 1), height);
}

/** The least possible time, and when the last file ended: what lies between was lost. */
function drawBounds(context: CanvasRenderingContext2D, { geometry, colours, time, height }: Scene): void {
  if (!time) return;
  const least = Math.max(geometry.gutter, geometry.xOf(time.from + time.leastMs));
  const last = Math.max(geometry.gutter, geometry.xOf(time.from + time.makespanMs));
  context.fillStyle = colours.of("bound-area").fill;
  context.fillRect(least, headHeight, last - least, height);
  for (const x of [least, last]) {
    if (x <= geometry.gutter) continue;
    context.strokeStyle = colours.of("accent").fill;
    context.lineWidth = 1;
    context.setLineDash(x === least ? [4, 3] : []);
    context.beginPath();
    context.moveTo(Math.round(x) + 0.5, headHeight);
    context.lineTo(Math.round(x) + 0.5, height);
    context.stroke();
  }
  context.setLineDash([]);
}

function isTrouble(look: string): boolean {
  return ["failed", "crashed", "timed-out", "flaky", "broken-account", "deploy-failed"].includes(look);
}
