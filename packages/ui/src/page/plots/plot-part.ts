import { type Child, h, section } from "@regatta/report/page";
import { Plot, type PlotOptions } from "./plot.ts";
import type { PlotData } from "./plot-data.ts";
import { PlotTable } from "./plot-table.ts";

export interface PlotPartOptions extends PlotOptions {
  /** Of the part, in the address. */
  id: string;
  title: string;
  /** How to read it; a sentence or two. */
  hint: string;
}

/** A part of a page that is a plot over time, with what it shows in a table. Times are of UTC. */
export class PlotPart {
  readonly element: HTMLElement;
  readonly #plot: Plot;
  readonly #table: PlotTable;

  /** @param below what else belongs to it. */
  constructor({ id, title, hint, ...plot }: PlotPartOptions, ...below: Child[]) {
    this.#plot = new Plot({ ...plot, zone: "utc" });
    this.#table = new PlotTable(plot.label, plot.text, "utc");
    this.element = section(
      id,
      title,
      h("p", { class: "hint dim" }, hint),
      this.#plot.element,
      this.#table.element,
      ...below,
    );
    this.element.classList.add("half");
  }

  show(data: PlotData): void {
    this.#plot.show(data);
    this.#table.show(data);
  }
}
