import { h, headOf, tableBox } from "@regatta/report/page";
import { layersInUse, type PlotData } from "./plot-data.ts";
import { stretchText, type Zone } from "./time-axis.ts";

/** What a plot shows, in a table that is filled when it is asked for, the latest first. */
export class PlotTable {
  readonly element: HTMLDetailsElement;
  readonly #caption: string;
  readonly #text: (value: number) => string;
  readonly #zone: Zone;
  readonly #box = h("div");
  #data: PlotData = { at: [], each: 1, layers: [] };

  /** @param caption for those who cannot see what is around it. @param text a value in words. */
  constructor(caption: string, text: (value: number) => string, zone: Zone = "local") {
    this.#caption = caption;
    this.#text = text;
    this.#zone = zone;
    this.element = h(
      "details",
      { class: "as-table", toggle: () => this.#fill() },
      h("summary", {}, "As a table"),
      this.#box,
    );
  }

  show(data: PlotData): void {
    this.#data = data;
    this.element.hidden = layersInUse(data).length === 0;
    this.#fill();
  }

  #fill(): void {
    if (!this.element.open) {
      this.#box.replaceChildren();
      return;
    }
    const { at, each } = this.#data;
    const layers = layersInUse(this.#data);
    const rows = at
      .map((moment, i) => ({ moment, values: layers.map(({ values }) => values[i] ?? null) }))
      .filter(({ values }) => values.some((value) => value !== null && value > 0))
      .reverse()
      .map(({ moment, values }) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, stretchText(moment, each, this.#zone)),
          ...values.map((value) => h("td", { class: "number" }, value ? this.#text(value) : "")),
        ),
      );
    this.#box.replaceChildren(
      tableBox(this.#caption, headOf("When", ...layers.map(({ name }) => name)), h("tbody", {}, ...rows)),
    );
  }
}
