import { durationText, h, headOf, LongList, section, tableBox } from "@regatta/report/page";
import type { Cause, RunStats } from "@regatta/stats";
import { countText, numberText, utcText } from "../figures.ts";
import type { HistoryPart } from "./history-part.ts";

/** Why accounts became dirty, and what cleaning them took. */
export class CausesPart implements HistoryPart {
  readonly element: HTMLElement;
  readonly #cleaning = h("p", { class: "dim" });
  readonly #dirty: LongList;
  readonly #failures: LongList;
  readonly #failed: HTMLElement;
  readonly #box = h("div");
  readonly #none = h("p", { class: "healthy" }, "No run left an account dirty.");

  constructor() {
    const [dirty, failures] = [h("tbody"), h("tbody")];
    this.#dirty = new LongList(dirty, 10);
    this.#failures = new LongList(failures, 10);
    const head = () => headOf("Times", "Why", "About", "Accounts", "Last");
    this.#failed = h(
      "div",
      {},
      h("h3", {}, "Why accounts were not clean after a cleaning"),
      tableBox("Why cleanings failed", head(), failures),
      this.#failures.more,
    );
    this.#box.append(tableBox("Causes by how often they made an account dirty", head(), dirty));
    this.element = section(
      "history-dirty",
      "Why accounts became dirty",
      this.#none,
      this.#box,
      this.#dirty.more,
      this.#cleaning,
      this.#failed,
    );
  }

  show({ dirty, cleaning }: RunStats): void {
    this.#none.hidden = dirty.length > 0;
    this.#box.hidden = dirty.length === 0;
    this.#dirty.fill(dirty.map(causeItem));
    this.#cleaning.textContent = cleaningText(cleaning);
    this.#failed.hidden = cleaning.failures.length === 0;
    this.#failures.fill(cleaning.failures.map(causeItem));
  }
}

function causeItem(cause: Cause) {
  return { key: cause.what, of: [cause], make: () => causeRow(cause) };
}

function causeRow({ what, count, subjects, accounts, last }: Cause): HTMLElement {
  const named = subjects
    .slice(0, 4)
    .map(({ name, count: times }) => (times > 1 ? `${name} (${times})` : name));
  const more = subjects.length > 4 ? ` and ${subjects.length - 4} more` : "";
  return h(
    "tr",
    {},
    h("td", { class: "number" }, numberText(count)),
    h("th", { scope: "row" }, what),
    h("td", { class: "wide dim" }, named.join(", ") + more),
    h("td", { class: "number" }, numberText(accounts)),
    h(
      "td",
      { title: last.reason },
      h("span", { class: "dim" }, `${utcText(last.at)} in `),
      h("code", {}, last.account),
    ),
  );
}

/** What cleaning took, in words; empty where nothing was cleaned. Pure. */
export function cleaningText({ cleanings, outcomes, durationMs, dirtyMs }: RunStats["cleaning"]): string {
  if (cleanings === 0) return "";
  const named = Object.entries(outcomes).map(([outcome, count]) => `${numberText(count)} ${outcome}`);
  const parts = [
    `${countText(cleanings, "cleaning")}: ${named.join(", ")}`,
    ...(durationMs
      ? [
          `an account takes ${durationText(durationMs.median)} to clean, 95 % within ${durationText(durationMs.p95)}`,
        ]
      : []),
    ...(dirtyMs
      ? [`from dirty to clean ${durationText(dirtyMs.median)}, 95 % within ${durationText(dirtyMs.p95)}`]
      : []),
  ];
  return `${parts.join("; ")}.`;
}
