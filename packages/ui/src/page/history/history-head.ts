import { type Child, h } from "@regatta/report/page";
import type { RunStats } from "@regatta/stats";
import { countText, dayText } from "../figures.ts";
import { factsOf, sentenceOf } from "./facts.ts";

/** What the history comes to. */
export class HistoryHead {
  readonly element: HTMLElement;
  readonly #title = h("h1", {});
  readonly #where = h("p", { class: "origin" });
  readonly #facts = h("dl", { class: "facts" });

  /** @param choice where the reader says how far back it goes, if that can be said. */
  constructor(choice: Child) {
    this.element = h(
      "div",
      { class: "tab-top history-head" },
      h("div", { class: "title-row" }, this.#title, choice),
      this.#where,
      this.#facts,
    );
  }

  show(stats: RunStats): void {
    const { pool, from, to, unreadable } = stats;
    this.#title.textContent = sentenceOf(stats);
    const broken = unreadable > 0 ? ` · ${countText(unreadable, "record")} could not be read` : "";
    this.#where.textContent = `Pool ${pool} · ${dayText(from)} to ${dayText(to)}, UTC${broken}`;
    this.#facts.replaceChildren(
      ...factsOf(stats).map(({ name, value, more }) =>
        h("div", {}, h("dt", {}, name), h("dd", {}, value, h("span", {}, more))),
      ),
    );
  }
}
