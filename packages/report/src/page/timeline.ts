import type { ReportData } from "../report-data.ts";
import { type Colours, readColours } from "./colours.ts";
import { h } from "./dom.ts";
import { drawTimeline } from "./draw-timeline.ts";
import { sized } from "./sized-canvas.ts";
import { headHeight, TimelineGeometry } from "./timeline-geometry.ts";
import { TimelineModel } from "./timeline-model.ts";
import { followPointer } from "./timeline-pointer.ts";
import { itemText, type TimelineItem, type TimelineRow } from "./timeline-rows.ts";
import { Tip } from "./tip.ts";
import { type Slice, utilisation } from "./utilisation.ts";

export interface TimelineOptions {
  data: ReportData;
  /** Opens what is known of a stretch. */
  open(item: TimelineItem, row: TimelineRow): void;
}

const SLICES = 240;
/** As much of the window's height it takes at most, and so many pixels at least. */
const MOST_SEEN = 0.68;
const LEAST_SEEN = 240;
const CLOSER = 0.6;

/** The accounts over time, drawn: what is seen of it follows the filter, the pointer and the keys. */
export class Timeline {
  readonly element: HTMLElement;
  readonly #model: TimelineModel;
  readonly #open: TimelineOptions["open"];
  readonly #canvas = h("canvas", { "aria-hidden": "true" });
  readonly #spacer = h("div");
  readonly #tip = new Tip();
  readonly #told = h("p", { class: "unseen", role: "status" });
  readonly #box: HTMLElement;
  #slices: Slice[];
  #colours: Colours | undefined;
  #isAsked = false;

  constructor({ data, open }: TimelineOptions) {
    this.#open = open;
    this.#model = new TimelineModel(data);
    this.#slices = utilisation(data.accounts, this.#model.total, SLICES);
    const attributes = {
      class: "timeline",
      tabindex: 0,
      role: "application",
      "aria-roledescription": "timeline",
      "aria-label": "Timeline of accounts; the same as a table is below",
      "aria-describedby": "timeline-keys",
      keydown: (event: Event) => this.#onKey(event as KeyboardEvent),
      scroll: () => this.#redraw(),
    };
    this.#box = h("div", attributes, this.#canvas, this.#spacer);
    this.element = h("div", { class: "timeline-frame" }, this.#box, this.#tip.element, this.#told);
    followPointer(this.#box, this);
    new ResizeObserver(() => this.#redraw()).observe(this.#box);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      this.#colours = undefined;
      this.#redraw();
    });
  }

  get geometry(): TimelineGeometry {
    const { rows, range } = this.#model;
    const width = this.#box.clientWidth;
    const longest = Math.max(0, ...rows.map(({ label }) => label.length));
    return new TimelineGeometry({
      width,
      gutter: Math.min(width / 3, longest * 6.6 + 22),
      rowHeight: rows.length <= 12 ? 26 : rows.length <= 40 ? 20 : 15,
      range,
      scrollTop: this.#box.scrollTop,
    });
  }

  /** Changes what is shown. @param change by what means. */
  change(change: (model: TimelineModel) => void): void {
    change(this.#model);
    this.#redraw();
  }

  /** The run has gone on. */
  update(data: ReportData): void {
    this.#slices = utilisation(data.accounts, Math.max(1, data.run.durationMs), SLICES);
    this.change((model) => model.update(data));
  }

  /** @param by px, later when positive. */
  pan(by: number): void {
    this.change((model) => model.pan(by * this.geometry.msPerPixel));
  }

  /** Shows the part of the run around a place in the overview. @param x px. */
  centreOn(x: number): void {
    const { gutter, plotWidth } = this.geometry;
    this.change((model) => model.centreOn(((x - gutter) / plotWidth) * model.total));
  }

  /** Says what lies at a point; px from the upper left corner of what is seen. @returns whether there is anything. */
  pointAt(x: number, y: number): boolean {
    const { rows, data } = this.#model;
    const found = this.geometry.hit(x, y, rows);
    const row = rows[found?.row ?? -1];
    const item = row?.items[found?.item ?? -1];
    if (row && item) this.#tip.show([...itemText(item, data), row.account.account], { x, y }, this.#box);
    else this.#tip.hide();
    return item !== undefined;
  }

  hideTip(): void {
    this.#tip.hide();
  }

  /** Opens what lies at a point. */
  openAt(x: number, y: number): void {
    this.#chooseAt(x, y);
    this.#openChosen();
  }

  /** Shows closely what lies at a point, and where nothing does the whole run. */
  showCloseAt(x: number, y: number): void {
    this.#chooseAt(x, y);
    this.change((model) => (model.chosen ? model.showChosenClose() : model.showAll()));
  }

  #chooseAt(x: number, y: number): void {
    this.change((model) => {
      model.chosen = this.geometry.hit(x, y, model.rows);
    });
  }

  #openChosen(): void {
    const { chosenItem, chosenRow } = this.#model;
    if (chosenItem && chosenRow) this.#open(chosenItem, chosenRow);
  }

  #onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = this.#actionOf(event.key);
    if (act) this.change(act);
    else if (this.#model.chooseByKey(event.key)) this.#showChosen();
    else return;
    event.preventDefault();
  }

  #actionOf(key: string): ((model: TimelineModel) => void) | undefined {
    const step = (this.#model.range.to - this.#model.range.from) / 8;
    const item = this.#model.chosenItem;
    const middle = item && (item.from + item.to) / 2;
    const actions: Record<string, (model: TimelineModel) => void> = {
      "+": (model) => model.zoom(CLOSER, middle),
      "=": (model) => model.zoom(CLOSER, middle),
      "-": (model) => model.zoom(1 / CLOSER),
      "0": (model) => model.showAll(),
      "[": (model) => model.pan(-step),
      "]": (model) => model.pan(step),
      f: (model) => model.showChosenClose(),
      Enter: () => this.#openChosen(),
    };
    return Object.hasOwn(actions, key) ? actions[key] : undefined;
  }

  /** Scrolls to what is chosen, and tells it to those who cannot see it. */
  #showChosen(): void {
    const { chosen, chosenItem, chosenRow, data } = this.#model;
    const { rowHeight } = this.geometry;
    const top = (chosen?.row ?? 0) * rowHeight;
    const seen = this.#box.clientHeight - headHeight - rowHeight;
    if (top < this.#box.scrollTop) this.#box.scrollTop = top;
    else if (top > this.#box.scrollTop + seen) this.#box.scrollTop = top - seen;
    const said = chosenItem ? itemText(chosenItem, data) : ["nothing happened here"];
    this.#told.textContent = [`account ${chosenRow?.account.account ?? ""}`, ...said].join(". ");
    this.#redraw();
  }

  /** Draws it again, once, before the page is next shown. */
  #redraw(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    requestAnimationFrame(() => {
      this.#isAsked = false;
      this.#draw();
    });
  }

  #draw(): void {
    const { rows, total, isWanted, chosen, data } = this.#model;
    const full = headHeight + Math.max(1, rows.length) * this.geometry.rowHeight + 4;
    const height = Math.round(Math.min(full, Math.max(LEAST_SEEN, window.innerHeight * MOST_SEEN)));
    this.#box.style.height = `${height}px`;
    this.#spacer.style.height = `${full - height}px`;
    // Its width is known only now: there may be a scroll bar.
    const { geometry } = this;
    const context = sized(this.#canvas, geometry.width, height);
    if (!context) return;
    this.#colours ??= readColours(this.#box);
    const { time, phases } = data;
    const slices = this.#slices;
    const colours = this.#colours;
    drawTimeline(context, { rows, geometry, height, colours, slices, total, time, phases, isWanted, chosen });
  }
}
