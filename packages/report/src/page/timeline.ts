import type { ReportData } from "../report-data.ts";
import { type Colours, readColours } from "./colours.ts";
import { h } from "./dom.ts";
import { drawTimeline } from "./draw-timeline.ts";
import type { FileFilter } from "./file-filter.ts";
import { itemFilter } from "./item-filter.ts";
import { sized } from "./sized-canvas.ts";
import { headHeight, TimelineGeometry } from "./timeline-geometry.ts";
import { type Chosen, chosenAfter } from "./timeline-keys.ts";
import { followPointer } from "./timeline-pointer.ts";
import { itemText, type TimelineItem, type TimelineRow, timelineRows } from "./timeline-rows.ts";
import { Tip } from "./tip.ts";
import { type Slice, utilisation } from "./utilisation.ts";
import { around, moved, showing, type ViewRange, zoomed } from "./view-range.ts";

export interface TimelineOptions {
  data: ReportData;
  /** Opens what is known of a stretch. */
  open(item: TimelineItem, row: TimelineRow): void;
}

const SLICES = 240;
const MOST_ROWS_SEEN = 0.68;

/** The accounts over time, drawn: what is seen of it follows the filter, the pointer and the keys. */
export class Timeline {
  readonly element: HTMLElement;
  readonly #data: ReportData;
  readonly #open: TimelineOptions["open"];
  readonly #canvas = h("canvas", { "aria-hidden": "true" });
  readonly #spacer = h("div", { class: "spacer" });
  readonly #tip = new Tip();
  readonly #told = h("p", { class: "unseen", role: "status" });
  readonly #box: HTMLElement;
  readonly #slices: Slice[];
  readonly #all: TimelineRow[];
  #rows: TimelineRow[];
  #isWanted: (item: TimelineItem) => boolean = () => true;
  #range: ViewRange;
  #chosen: Chosen | undefined;
  #colours: Colours | undefined;
  #isAsked = false;

  constructor({ data, open }: TimelineOptions) {
    this.#data = data;
    this.#open = open;
    this.#all = timelineRows(data);
    this.#rows = this.#all;
    this.#range = { from: 0, to: this.total };
    this.#slices = utilisation(data.accounts, this.total, SLICES);
    this.#box = h(
      "div",
      {
        class: "timeline",
        tabindex: 0,
        role: "application",
        "aria-roledescription": "timeline",
        "aria-label": "Timeline of accounts; the same as a table is below",
        "aria-describedby": "timeline-keys",
        keydown: (event) => this.#onKey(event as KeyboardEvent),
        scroll: () => this.redraw(),
      },
      this.#canvas,
      this.#spacer,
    );
    this.element = h("div", { class: "timeline-frame" }, this.#box, this.#tip.element, this.#told);
    followPointer(this.#box, this);
    new ResizeObserver(() => this.redraw()).observe(this.#box);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      this.#colours = undefined;
      this.redraw();
    });
  }

  /** How long the run was, ms; something even where it was no time at all. */
  get total(): number {
    return Math.max(1, this.#data.run.durationMs);
  }

  get rows(): readonly TimelineRow[] {
    return this.#rows;
  }

  /** Shows the accounts that are wanted, and of the rest only shadows. */
  filter(filter: FileFilter): void {
    this.#isWanted = itemFilter(filter, this.#data);
    this.#rows =
      filter.account === "" ? this.#all : this.#all.filter((row) => row.account.account === filter.account);
    this.#chosen = undefined;
    this.redraw();
  }

  /** @param factor below 1 is closer. @param moment what stays where it is; the middle when left out. */
  zoom(factor: number, moment = (this.#range.from + this.#range.to) / 2): void {
    this.#range = zoomed(this.#range, this.total, moment, factor);
    this.redraw();
  }

  /** @param by px, later when positive. */
  pan(by: number): void {
    this.#range = moved(this.#range, this.total, by * this.geometry.msPerPixel);
    this.redraw();
  }

  /** Shows the part of the run around a place in the overview. @param x px. */
  centreOn(x: number): void {
    const { gutter, plotWidth } = this.geometry;
    const length = this.#range.to - this.#range.from;
    const middle = ((x - gutter) / plotWidth) * this.total;
    this.#range = moved({ from: 0, to: length }, this.total, middle - length / 2);
    this.redraw();
  }

  showAll(): void {
    this.#range = { from: 0, to: this.total };
    this.redraw();
  }

  get geometry(): TimelineGeometry {
    const count = this.#rows.length;
    const width = this.#box.clientWidth;
    const longest = Math.max(0, ...this.#rows.map(({ label }) => label.length));
    return new TimelineGeometry({
      width,
      gutter: Math.min(width / 3, longest * 6.6 + 22),
      rowHeight: count <= 12 ? 26 : count <= 40 ? 20 : 15,
      range: this.#range,
      scrollTop: this.#box.scrollTop,
    });
  }

  /** What lies at a point, and says so; px from the upper left corner of what is seen. */
  pointAt(x: number, y: number): TimelineItem | undefined {
    const found = this.geometry.hit(x, y, this.#rows);
    const item = found && this.#rows[found.row]?.items[found.item];
    const account = found && this.#rows[found.row]?.account.account;
    if (item) this.#tip.show([...itemText(item, this.#data), account ?? ""], { x, y }, this.#box);
    else this.#tip.hide();
    return item;
  }

  hideTip(): void {
    this.#tip.hide();
  }

  /** Chooses what lies at a point. @param isClose shows it close as well. @returns whether there is anything. */
  choose(x: number, y: number, isClose = false): boolean {
    const found = this.geometry.hit(x, y, this.#rows);
    if (!found) return false;
    this.#chosen = found;
    const item = this.#rows[found.row]?.items[found.item];
    if (isClose && item) this.#range = around(item, this.total);
    this.redraw();
    if (!isClose) this.#openChosen();
    return true;
  }

  #openChosen(): void {
    const row = this.#rows[this.#chosen?.row ?? -1];
    const item = row?.items[this.#chosen?.item ?? -1];
    if (row && item) this.#open(item, row);
  }

  #onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = this.#box.clientWidth / 8;
    const item = this.#rows[this.#chosen?.row ?? -1]?.items[this.#chosen?.item ?? -1];
    const actions: Record<string, () => void> = {
      "+": () => this.zoom(0.6, item && (item.from + item.to) / 2),
      "=": () => this.zoom(0.6, item && (item.from + item.to) / 2),
      "-": () => this.zoom(1 / 0.6),
      "0": () => this.showAll(),
      "[": () => this.pan(-step),
      "]": () => this.pan(step),
      f: () => item && this.#showClose(item),
      Enter: () => this.#openChosen(),
    };
    const action = actions[event.key];
    const next = action ? undefined : chosenAfter(event.key, this.#chosen, this.#rows);
    if (!action && !next) return;
    event.preventDefault();
    action?.();
    if (next) this.#become(next);
  }

  #showClose(item: TimelineItem): void {
    this.#range = around(item, this.total);
    this.redraw();
  }

  #become(next: Chosen): void {
    this.#chosen = next;
    const row = this.#rows[next.row];
    const item = row?.items[next.item];
    if (item) this.#range = showing(this.#range, item, this.total);
    const { rowHeight } = this.geometry;
    const top = next.row * rowHeight;
    const seen = this.#box.clientHeight - headHeight - rowHeight;
    if (top < this.#box.scrollTop) this.#box.scrollTop = top;
    else if (top > this.#box.scrollTop + seen) this.#box.scrollTop = top - seen;
    const said = item ? itemText(item, this.#data) : ["nothing happened here"];
    this.#told.textContent = [`account ${row?.account.account ?? ""}`, ...said].join(". ");
    this.redraw();
  }

  /** Draws it again, once, before the page is next shown. */
  redraw(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    requestAnimationFrame(() => {
      this.#isAsked = false;
      this.#draw();
    });
  }

  #draw(): void {
    const { rowHeight } = this.geometry;
    const full = headHeight + Math.max(1, this.#rows.length) * rowHeight + 4;
    const height = Math.round(Math.min(full, Math.max(240, window.innerHeight * MOST_ROWS_SEEN)));
    this.#box.style.height = `${height}px`;
    this.#spacer.style.height = `${full - height}px`;
    const { geometry } = this;
    const context = sized(this.#canvas, geometry.width, height);
    if (!context) return;
    this.#colours ??= readColours(this.#box);
    drawTimeline(context, {
      rows: this.#rows,
      geometry,
      height,
      colours: this.#colours,
      slices: this.#slices,
      total: this.total,
      time: this.#data.time,
      isWanted: this.#isWanted,
      chosen: this.#chosen,
    });
  }
}
