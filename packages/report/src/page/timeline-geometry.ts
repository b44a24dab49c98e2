import type { TimelineItem, TimelineRow } from "./timeline-rows.ts";
import type { ViewRange } from "./view-range.ts";

/** How high the parts above the rows are, px. */
export const overviewHeight = 40;
export const axisHeight = 24;
export const headHeight = overviewHeight + axisHeight;

/** Whether a point lies in the overview; px. */
export function isOverview(y: number): boolean {
  return y < overviewHeight;
}

/** Where everything lies, px from the upper left corner of what is seen. */
export class TimelineGeometry {
  readonly width: number;
  readonly gutter: number;
  readonly rowHeight: number;
  readonly range: ViewRange;
  readonly scrollTop: number;

  constructor(options: {
    width: number;
    gutter: number;
    rowHeight: number;
    range: ViewRange;
    scrollTop: number;
  }) {
    this.width = options.width;
    this.gutter = options.gutter;
    this.rowHeight = options.rowHeight;
    this.range = options.range;
    this.scrollTop = options.scrollTop;
  }

  get plotWidth(): number {
    return Math.max(1, this.width - this.gutter);
  }

  get msPerPixel(): number {
    return Math.max(1e-6, this.range.to - this.range.from) / this.plotWidth;
  }

  xOf(moment: number): number {
    return this.gutter + (moment - this.range.from) / this.msPerPixel;
  }

  momentAt(x: number): number {
    return this.range.from + (x - this.gutter) * this.msPerPixel;
  }

  topOf(row: number): number {
    return headHeight + row * this.rowHeight - this.scrollTop;
  }

  rowAt(y: number): number {
    return y < headHeight ? -1 : Math.floor((y - headHeight + this.scrollTop) / this.rowHeight);
  }

  /** The rectangle of an item; never narrower than can be seen. */
  boxOf(row: number, { from, to, lane, lanes }: TimelineItem): Box {
    const inner = this.rowHeight - 2;
    const height = inner / lanes;
    const x = this.xOf(from);
    return {
      x,
      y: this.topOf(row) + 1 + lane * height,
      width: Math.max(1.5, this.xOf(to) - x),
      height: Math.max(1, height - (lanes > 1 ? 0.5 : 0)),
    };
  }

  /** What lies at a point; of what is too narrow to be hit the nearest within a few pixels. */
  hit(x: number, y: number, rows: readonly TimelineRow[]): { row: number; item: number } | undefined {
    const row = this.rowAt(y);
    const items = rows[row]?.items ?? [];
    let best: number | undefined;
    let distance = 4;
    items.forEach((item, i) => {
      const box = this.boxOf(row, item);
      if (item.lanes > 1 && (y < box.y - 1 || y > box.y + box.height + 1)) return;
      const away = Math.max(box.x - x, x - (box.x + box.width), 0);
      if (away >= distance) return;
      best = i;
      distance = away;
    });
    return best === undefined || x < this.gutter ? undefined : { row, item: best };
  }
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
