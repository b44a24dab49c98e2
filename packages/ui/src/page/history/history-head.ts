import { type Child, h } from "@regatta/report/page";
import type { RunStats } from "@regatta/stats";
import { countText, dayText } from "../figures.ts";
import { factsOf, sentenceOf } from "./facts.ts";
import type { Only } from "./groups-part.ts";

/** What the history comes to. */
export class HistoryHead {
  readonly element: HTMLElement;
  readonly #title = h("h1", {});
  readonly #where = h("p", { class: "origin" });
  readonly #facts = h("dl", { class: "facts" });

  readonly #only = h("p", { class: "origin", hidden: true });
  readonly #ask: ((only: Only) => void) | undefined;

  /**
   * @param choice where the reader says how far back it goes, if that can be said.
   * @param ask shows other runs, if they can be asked for.
   */
  constructor(choice: Child, ask?: (only: Only) => void) {
    this.#ask = ask;
    this.element = h(
      "div",
      { class: "tab-top history-head" },
      h("div", { class: "title-row" }, this.#title, choice),
      this.#where,
      this.#only,
      this.#facts,
    );
  }

  show(stats: RunStats): void {
    const { pool, from, to, unreadable } = stats;
    this.#title.textContent = sentenceOf(stats);
    const broken = unreadable > 0 ? ` · ${countText(unreadable, "record")} could not be read` : "";
    this.#where.textContent = `Pool ${pool} · ${dayText(from)} to ${dayText(to)}, UTC${broken}`;
    this.#showOnly(stats.only ?? {});
    this.#facts.replaceChildren(
      ...factsOf(stats).map(({ name, value, more }) =>
        h("div", {}, h("dt", {}, name), h("dd", {}, value, h("span", {}, more))),
      ),
    );
  }

  #showOnly({ suite, branch }: Only): void {
    const parts = [suite && `of ${suite}`, branch && `on ${branch}`].filter(Boolean);
    const ask = this.#ask;
    this.#only.hidden = parts.length === 0;
    const all = ask && h("button", { type: "button", class: "small", click: () => ask({}) }, "Show all runs");
    this.#only.replaceChildren(`Only runs ${parts.join(", ")} `, ...(all ? [all] : []));
  }
}
