import { durationText, h, headOf, LongList, section, tableBox } from "@regatta/report/page";
import type { GroupStats, RunStats } from "@regatta/stats";
import { numberText, percentText, utcText } from "../figures.ts";
import type { HistoryPart } from "./history-part.ts";

/** Only runs of a suite, or on a branch. */
export type Only = NonNullable<RunStats["only"]>;

/** Suites and branches: how their runs went. Where it can be asked for, a name shows the history of that one alone. */
export class GroupsPart implements HistoryPart {
  readonly element: HTMLElement;
  readonly #ask: ((only: Only) => void) | undefined;
  readonly #groups: ReadonlyArray<{ of: "suite" | "branch"; box: HTMLElement; rows: LongList }>;

  /** @param ask shows only those. */
  constructor(ask?: (only: Only) => void) {
    this.#ask = ask;
    this.#groups = (["suite", "branch"] as const).map((of) => {
      const body = h("tbody");
      const rows = new LongList(body, 10);
      const title = of === "suite" ? "Suites" : "Branches";
      const head = headOf(title, "Runs", "Green", "A run takes", "Last");
      return { of, rows, box: h("div", { class: "group" }, tableBox(title, head, body), rows.more) };
    });
    const boxes = this.#groups.map(({ box }) => box);
    this.element = section("history-groups", "Suites and branches", h("div", { class: "groups" }, ...boxes));
  }

  show({ suites, branches }: RunStats): void {
    const all = { suite: suites, branch: branches };
    this.element.hidden = suites.length + branches.length === 0;
    for (const { of, box, rows } of this.#groups) {
      box.hidden = all[of].length === 0;
      rows.fill(all[of].map((group) => ({ key: group.name, of: [group], make: () => this.#row(group, of) })));
    }
  }

  #row({ name, runs, greenShare, durationMs, last }: GroupStats, of: "suite" | "branch"): HTMLElement {
    const ask = this.#ask;
    const title = ask
      ? h("button", { type: "button", class: "link", click: () => ask({ [of]: name }) }, name)
      : name;
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, title),
      h("td", { class: "number" }, numberText(runs)),
      h("td", { class: "number" }, greenShare === undefined ? "" : percentText(greenShare)),
      h("td", { class: "number" }, durationMs && durationText(durationMs.median)),
      h(
        "td",
        {},
        last && h("span", { class: `chip run-${last.outcome}` }, last.outcome),
        last && h("span", { class: "dim" }, ` ${utcText(last.at)}`),
      ),
    );
  }
}
