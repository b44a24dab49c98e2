import { durationText, h, headOf, section, tableBox } from "@regatta/report/page";
import type { RunStats } from "@regatta/stats";
import { numberText } from "../figures.ts";
import type { HistoryPart } from "./history-part.ts";

/** What held runs up, in words that a run's own summary has at greater length. */
const kinds: Record<string, string> = {
  "long-file": "a file alone was most of the run",
  "more-accounts": "more accounts would have helped",
  deploys: "deploys",
  "starting-workers": "starting workers",
  "late-accounts": "accounts came late",
  waited: "the pool had no account",
  repeated: "attempts without a final result",
  "wrong-estimate": "a file took longer than expected, and began too late",
  "files-waited": "files waited for what they need",
  "unknown-lengths": "files of which nothing was recorded",
};

/** What held runs up, and the problems they told of. */
export class HeldUpPart implements HistoryPart {
  readonly element: HTMLElement;
  readonly #body = h("tbody");
  readonly #problems = h("tbody");
  readonly #held = h("div");
  readonly #told = h("div");

  constructor() {
    this.#held.append(
      tableBox(
        "Causes by what they cost runs",
        headOf("What", "Runs", "Cost them together", "Files"),
        this.#body,
      ),
    );
    this.#told.append(
      h("h3", {}, "Problems told in runs"),
      tableBox("Problems by how many runs told of them", headOf("Code", "Runs", "Times"), this.#problems),
    );
    this.element = section("history-held-up", "What held runs up", this.#held, this.#told);
  }

  show({ heldUp, problems }: RunStats): void {
    this.element.hidden = heldUp.length + problems.length === 0;
    this.#held.hidden = heldUp.length === 0;
    this.#told.hidden = problems.length === 0;
    this.#body.replaceChildren(
      ...heldUp.map(({ kind, runs, costMs, files }) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, kinds[kind] ?? kind.replaceAll("-", " ")),
          h("td", { class: "number" }, numberText(runs)),
          h("td", { class: "number" }, durationText(costMs)),
          h("td", { class: "wide dim" }, files.slice(0, 4).join(", ")),
        ),
      ),
    );
    this.#problems.replaceChildren(
      ...problems.map(({ code, runs, times }) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, h("code", {}, code)),
          h("td", { class: "number" }, numberText(runs)),
          h("td", { class: "number" }, numberText(times)),
        ),
      ),
    );
  }
}
