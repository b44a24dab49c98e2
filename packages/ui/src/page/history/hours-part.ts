import { h, headOf, section, tableBox } from "@regatta/report/page";
import type { RunStats } from "@regatta/stats";
import { numberText, roughText } from "../figures.ts";
import type { HistoryPart } from "./history-part.ts";

/** When in the day the pool is used, and when runs wait for it: whether it is large enough, and when it has room. */
export class HoursPart implements HistoryPart {
  readonly element: HTMLElement;
  readonly #columns = h("div", { class: "hours", "aria-hidden": "true" });
  readonly #body = h("tbody");

  constructor() {
    this.element = section(
      "history-hours",
      "By hour of the day",
      h(
        "p",
        { class: "hint dim" },
        "Account time held in each hour (UTC), and above it the time runs waited for accounts.",
      ),
      h(
        "div",
        { class: "plot" },
        h(
          "ul",
          { class: "legend" },
          legend("time-wait", "waiting for accounts"),
          legend("time-test", "accounts held"),
        ),
        this.#columns,
      ),
      h(
        "details",
        { class: "as-table" },
        h("summary", {}, "As a table"),
        tableBox(
          "Use by hour of the day",
          headOf("Hour (UTC)", "Accounts held", "Waited", "Runs begun"),
          this.#body,
        ),
      ),
    );
    this.element.classList.add("half");
  }

  show({ use: { hours } }: RunStats): void {
    const most = Math.max(...hours.map(({ heldMs, waitMs }) => heldMs + waitMs));
    this.element.hidden = !(most > 0);
    if (this.element.hidden) return;
    this.#columns.replaceChildren(...hours.map((hour, i) => column(hour, i, most)));
    this.#body.replaceChildren(
      ...hours.map(({ heldMs, waitMs, runs }, i) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, `${i}:00`),
          h("td", { class: "number" }, heldMs > 0 && roughText(heldMs)),
          h("td", { class: "number" }, waitMs > 0 && roughText(waitMs)),
          h("td", { class: "number" }, runs > 0 && numberText(runs)),
        ),
      ),
    );
  }
}

function column(
  { heldMs, waitMs, runs }: RunStats["use"]["hours"][number],
  hour: number,
  most: number,
): HTMLElement {
  const title = `${hour}:00 to ${hour + 1}:00 UTC: held ${roughText(heldMs)}, waited ${roughText(waitMs)}, ${runs} runs begun`;
  return h(
    "div",
    { title },
    h("div", { class: "stack" }, bar("time-wait", waitMs / most), bar("time-test", heldMs / most)),
    h("span", {}, hour % 3 === 0 ? String(hour) : ""),
  );
}

function bar(look: string, share: number): HTMLElement {
  const element = h("div", { class: look });
  element.style.height = `${100 * share}%`;
  return element;
}

function legend(look: string, name: string): HTMLElement {
  return h("li", {}, h("span", { class: `swatch ${look}`, "aria-hidden": "true" }), name);
}
