import { h, readColours } from "@regatta/report/page";
import uPlot from "uplot";
import { layersInUse, type PlotData, stacked } from "./plot-data.ts";
import { stretchText, timeMarks, type Zone } from "./time-axis.ts";

export interface PlotOptions {
  /** What is shown, for those who cannot see it. */
  label: string;
  /** `steps`: stacked without gaps; `bars`: stacked; `lines`: side by side; `dots`: a dot for each value. */
  kind: "steps" | "bars" | "lines" | "dots";
  /** A value in words, short enough for an axis. */
  text(value: number): string;
  /** What the values are, for the marks of the axis: counted things, or times in ms. */
  unit?: "count" | "ms";
  /** The axis ends there, whatever the values are. */
  most?: number;
  /** Whose time is told; the reader's own if not said. */
  zone?: Zone;
  /** Px. */
  height?: number;
}

/**
 * A plot over time. The legend has the values under the pointer or, by arrow keys, of one stretch after the other, which
 * are then told to screen readers.
 */
export class Plot {
  readonly element: HTMLElement;
  readonly #options: PlotOptions;
  readonly #legend = h("ul", { class: "legend" });
  readonly #host: HTMLElement;
  readonly #told = h("p", { class: "unseen", role: "status" });
  readonly #none = h("p", { class: "dim none", hidden: true }, "Nothing to draw yet.");
  #plot: uPlot | undefined;
  #names = "";
  #data: PlotData = { at: [], each: 1, layers: [] };

  constructor(options: PlotOptions) {
    this.#options = options;
    this.#host = h("div", {
      class: "plot-canvas",
      tabindex: 0,
      role: "group",
      "aria-label": `${options.label}. Arrow keys go through it; the table below has the same.`,
      keydown: (event) => this.#onKey(event as KeyboardEvent),
      blur: () => this.#point(undefined),
    });
    this.element = h("div", { class: "plot" }, this.#legend, this.#host, this.#none, this.#told);
    new ResizeObserver(() => this.#fit()).observe(this.#host);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#plot?.redraw());
  }

  show(data: PlotData): void {
    this.#data = { ...data, layers: layersInUse(data) };
    const isNothing = this.#data.layers.length === 0;
    this.#none.hidden = !isNothing;
    this.#host.hidden = isNothing;
    if (isNothing) {
      this.#legend.replaceChildren();
      return;
    }
    const names = this.#data.layers.map(({ name }) => name).join("\n");
    if (names !== this.#names) this.#drop();
    this.#names = names;
    if (this.#plot) this.#plot.setData(this.#values());
    else this.#make();
    this.#fillLegend();
  }

  #drop(): void {
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  // What is hidden has no width: it is made as soon as it is shown.
  #fit(): void {
    const width = this.#host.clientWidth;
    if (width === 0 || this.#data.layers.length === 0) return;
    if (!this.#plot) this.#make();
    else if (this.#plot.width !== width) this.#plot.setSize({ width, height: this.#height });
  }

  get #isStacked(): boolean {
    return this.#options.kind === "steps" || this.#options.kind === "bars";
  }

  get #height(): number {
    return this.#options.height ?? 200;
  }

  // The uppermost layer first: each is drawn over what is above it.
  #values(): uPlot.AlignedData {
    const { at, each, layers } = this.#data;
    const values = this.#isStacked ? stacked(layers) : layers.map((layer) => [...layer.values]);
    return [at.map((moment) => moment + each / 2), ...values.reverse()] as uPlot.AlignedData;
  }

  #make(): void {
    const width = this.#host.clientWidth;
    if (width === 0) return;
    this.#plot = new uPlot(this.#uPlotOptions(width), this.#values(), this.#host);
  }

  #uPlotOptions(width: number): uPlot.Options {
    const colour = (name: string) => () => readColours(this.element).of(name).fill;
    const { kind, text, unit, most, zone = "local" } = this.#options;
    const axis = { stroke: colour("muted"), font: "12px system-ui, sans-serif", ticks: { show: false } };
    const grid = { stroke: colour("line"), width: 1 };
    return {
      width,
      height: this.#height,
      ms: 1,
      ...(zone === "utc" ? { tzDate: (at: number) => uPlot.tzDate(new Date(at), "Etc/UTC") } : {}),
      padding: [8, 18, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
      scales: {
        x: { range: () => this.#range() },
        y: { range: (_, __, max) => [0, most ?? (Math.max(unit === "count" ? 1 : 0, max) * 1.04 || 1)] },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 30,
          values: (_, splits, __, ___, step) => timeMarks(splits, step, zone),
        },
        {
          ...axis,
          grid,
          size: 64,
          ...(unit ? { incrs: steps[unit] } : {}),
          values: (_, splits) => splits.map((value) => (value === 0 ? "0" : text(value))),
        },
      ],
      series: [{}, ...this.#data.layers.toReversed().map((layer) => seriesOf(kind, colour(layer.colour)))],
      hooks: { setCursor: [() => this.#fillLegend()] },
    };
  }

  #range(): [number, number] {
    const { at, each } = this.#data;
    const [from, to] = [at[0] ?? 0, (at.at(-1) ?? 0) + each];
    const room = each > 0 ? 0 : Math.max(60_000, (to - from) * 0.02);
    return [from - room, to + room];
  }

  #fillLegend(): void {
    const { at, each, layers } = this.#data;
    const index = this.#plot?.cursor.idx ?? undefined;
    const items = layers.toReversed().map(({ name, colour, values }) => {
      const value = index === undefined ? undefined : values[index];
      const swatch = h("span", { class: "swatch", "aria-hidden": "true" });
      swatch.style.setProperty("--fill", `var(--${colour})`);
      return h("li", {}, swatch, name, value == null ? "" : h("strong", {}, ` ${this.#options.text(value)}`));
    });
    const when = index === undefined ? "" : stretchText(at[index] ?? 0, each, this.#options.zone);
    this.#legend.replaceChildren(...items, h("li", { class: "when" }, when));
  }

  #onKey(event: KeyboardEvent): void {
    const { at } = this.#data;
    const now = this.#plot?.cursor.idx;
    const steps: Record<string, number> = {
      ArrowRight: Math.min(at.length - 1, (now ?? -1) + 1),
      ArrowLeft: Math.max(0, (now ?? at.length) - 1),
      Home: 0,
      End: at.length - 1,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.#point(to);
    const said = [...this.#legend.children].map((item) => item.textContent);
    this.#told.textContent = said.reverse().join(", ");
  }

  #point(index: number | undefined): void {
    const plot = this.#plot;
    if (!plot) return;
    const moment = index === undefined ? undefined : plot.data[0][index];
    plot.setCursor({
      left: moment === undefined ? -10 : plot.valToPos(moment, "x"),
      top: moment === undefined ? -10 : 0,
    });
  }
}

const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];

/** From one mark of an axis to the next. */
const steps = {
  count: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 100_000],
  ms: [
    ...[100, 200, 500],
    ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
    ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
    ...[1, 2, 4, 6, 12, 24, 48, 96, 240, 480, 960, 2_400].map((hours) => hours * HOUR),
  ],
};

function seriesOf(kind: PlotOptions["kind"], colour: () => string): uPlot.Series {
  const none = { points: { show: false } };
  switch (kind) {
    case "lines":
      // Where there is little, a line alone would not be seen.
      return { stroke: colour, width: 2, points: { show: true, size: 5, fill: colour }, spanGaps: true };
    case "dots":
      return { stroke: colour, paths: () => null, points: { show: true, size: 7, width: 0, fill: colour } };
    case "bars":
      return { fill: colour, width: 0, ...none, ...barsOf([0.72, 56]) };
    case "steps":
      return { fill: colour, stroke: colour, width: 0, ...none, ...barsOf([1, Number.POSITIVE_INFINITY]) };
  }
}

function barsOf(size: [number, number]): Pick<uPlot.Series, "paths"> {
  const paths = uPlot.paths.bars?.({ size, gap: 0 });
  return paths ? { paths } : {};
}
