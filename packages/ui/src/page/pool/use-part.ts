import { h, section } from "@regatta/report/page";
import type { AccountView } from "../../pool-view/pool-view.ts";
import { Plot } from "../plots/plot.ts";
import type { PlotData } from "../plots/plot-data.ts";
import { PlotTable } from "../plots/plot-table.ts";
import { states } from "./states.ts";
import { type Stretch, statesOverTime } from "./states-over-time.ts";

const HOUR = 3_600_000;
const ranges = { hour: HOUR, "6 hours": 6 * HOUR, day: 24 * HOUR, week: 168 * HOUR } as const;

/** A time that can be chosen. */
export type Range = keyof typeof ranges;

/** How the accounts were used over a time that the reader chooses. */
export class UsePart {
  readonly element: HTMLElement;
  readonly #plot = new Plot({
    label: "Accounts in each state over time",
    kind: "steps",
    text: accountsText,
    unit: "count",
  });
  readonly #table = new PlotTable("Accounts in each state over time, in the mean", accountsText);
  readonly #select = h("select", { id: "pool-range" });
  #range: Range | undefined;

  /** @param onRange the reader chose another time. */
  constructor(onRange: () => void) {
    const options = Object.keys(ranges).map((name) => h("option", { value: name }, `last ${name}`));
    this.#select.append(...options);
    this.#select.addEventListener("change", () => {
      this.#range = this.#select.value as Range;
      onRange();
    });
    this.element = section(
      "pool-use",
      "Use over time",
      h(
        "div",
        { class: "tools" },
        h(
          "p",
          { class: "hint dim" },
          "As far as it is known: the table keeps the last ten changes of each account.",
        ),
        h("div", {}, h("label", { for: "pool-range", class: "unseen" }, "Which time"), this.#select),
      ),
      this.#plot.element,
      this.#table.element,
    );
  }

  /** The time that is shown: until the reader chooses one, what is known of the accounts. @param now the server's time, ms. */
  stretch(accounts: readonly AccountView[], now: number): Stretch {
    this.#range ??= rangeFor(accounts, now);
    this.#select.value = this.#range;
    return { from: now - ranges[this.#range], to: now };
  }

  show(accounts: readonly AccountView[], stretch: Stretch): void {
    const data = useData(accounts, stretch);
    this.#plot.show(data);
    this.#table.show(data);
  }
}

/** The shortest time that has what most accounts' histories tell; a day at the most. Pure. */
export function rangeFor(accounts: readonly Pick<AccountView, "history">[], now: number): Range {
  const firsts = accounts.flatMap(({ history }) => history[0]?.at ?? []).sort((a, b) => a - b);
  const known = now - (firsts[Math.floor(firsts.length / 2)] ?? now);
  return known <= ranges.hour ? "hour" : known <= ranges["6 hours"] ? "6 hours" : "day";
}

const PARTS = 96;

/** How many accounts were in each state, as it is drawn. Pure. */
export function useData(accounts: readonly AccountView[], stretch: Stretch, parts = PARTS): PlotData {
  const each = (stretch.to - stretch.from) / parts;
  const shares = statesOverTime(accounts, stretch, parts);
  return {
    at: shares.map((_, i) => stretch.from + i * each),
    each,
    layers: [
      ...states.map((state) => ({
        name: state,
        colour: `state-${state}`,
        values: shares.map((share) => share[state]),
      })),
      { name: "not known", colour: "state-unknown", values: shares.map(({ unknown }) => unknown) },
    ],
  };
}

function accountsText(value: number): string {
  return value >= 10 || Number.isInteger(value) ? String(Math.round(value)) : value.toFixed(1);
}
