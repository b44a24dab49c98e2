import { h, headOf, LongList, section, tableBox } from "@regatta/report/page";
import type { WaitingView } from "../../pool-view/pool-view.ts";
import { ticking } from "../ticking.ts";

/** Who waits for accounts, the first in line first; not there while nobody does. */
export class LinePart {
  readonly element: HTMLElement;
  readonly #rows: LongList;

  constructor() {
    const body = h("tbody");
    this.#rows = new LongList(body, 20);
    const head = headOf("Place", "Run", "Waits for", "Needs", "Has", "Takes up to", "Priority", "Only");
    this.element = section(
      "pool-line",
      "In line",
      tableBox("Runs that wait for accounts", head, body),
      this.#rows.more,
    );
    this.element.hidden = true;
  }

  show(line: readonly WaitingView[]): void {
    this.element.hidden = line.length === 0;
    this.#rows.fill(
      line.map((waiting, i) => ({
        key: waiting.runId,
        of: [waiting, i],
        make: () => waitingRow({ ...waiting, place: i + 1 }),
      })),
    );
  }
}

function waitingRow({
  place,
  runId,
  holder,
  since,
  needs,
  held,
  maximum,
  priority,
  only,
}: WaitingView & { place: number }): HTMLElement {
  return h(
    "tr",
    {},
    h("td", { class: "number" }, String(place)),
    h(
      "th",
      { scope: "row", class: "wide" },
      h("code", {}, runId),
      h("span", { class: "dim headline" }, holder),
    ),
    h("td", { class: "number" }, ticking(since, "since")),
    h("td", { class: "number" }, String(needs)),
    h("td", { class: "number" }, String(held)),
    h("td", { class: "number" }, String(maximum)),
    h("td", { class: "number" }, String(priority)),
    h("td", {}, only?.join(", ") ?? ""),
  );
}
