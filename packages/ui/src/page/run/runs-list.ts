import { h, headOf, KeyedList, localTime, tableBox } from "@regatta/report/page";
import type { RunEntry } from "../../run-feed/run-feed-data.ts";
import { stateText } from "./run-choice.ts";

const looks: Record<RunEntry["state"], string> = {
  "under-way": "running",
  passed: "passed",
  failed: "failed",
  infrastructure: "infrastructure",
  interrupted: "cut-off",
  killed: "cut-off",
};

/** The runs there are, folded until the reader wants to see them. */
export class RunsList {
  readonly #count = h("summary");
  readonly #body = h("tbody");
  readonly #list = new KeyedList(this.#body);
  readonly element = h(
    "details",
    { class: "runs", hidden: true },
    this.#count,
    tableBox("The runs in this folder", headOf("Began", "What", "How", "", "Run"), this.#body),
  );
  readonly #choose: (run: string) => void;

  /** @param choose the reader wants to see the run with this id. */
  constructor(choose: (run: string) => void) {
    this.#choose = choose;
  }

  show(runs: readonly RunEntry[], shown: string | undefined): void {
    this.element.hidden = runs.length < 2;
    const text = `All ${runs.length} runs`;
    if (this.#count.textContent !== text) this.#count.textContent = text;
    this.#list.fill(
      runs.map((run) => ({
        key: run.id,
        of: [run, run.id === shown],
        make: () => this.#row(run, run.id === shown),
      })),
    );
  }

  #row({ id, startedAt, purpose = "", state, reason = "" }: RunEntry, isShown: boolean): HTMLElement {
    const follow = (event: Event) => {
      const { ctrlKey, metaKey, shiftKey } = event as MouseEvent;
      if (ctrlKey || metaKey || shiftKey) return;
      event.preventDefault();
      this.#choose(id);
    };
    const link = {
      href: `?tab=run&run=${encodeURIComponent(id)}`,
      "aria-current": isShown && "true",
      click: follow,
    };
    return h(
      "tr",
      {},
      h("td", { class: "number" }, startedAt === undefined ? "" : localTime(startedAt)),
      h("td", {}, purpose),
      h("td", {}, h("span", { class: `chip v-${looks[state]}` }, stateText[state])),
      h("td", { class: "wide" }, reason),
      h("th", { scope: "row" }, h("a", { class: "id", ...link }, id)),
    );
  }
}
