import type { AccountState } from "@regatta/accounts";
import { h } from "@regatta/report/page";
import type { AccountView, PoolView } from "../../pool-view/pool-view.ts";
import { states } from "./states.ts";

/** How many accounts are in each state; each number chooses the accounts that are shown. */
export class PoolHead {
  readonly element: HTMLElement;
  readonly #title = h("h1", {});
  readonly #where = h("p", { class: "origin" });
  readonly #counts = new Map<AccountState, { button: HTMLButtonElement; number: HTMLElement }>();
  readonly #bar = h("div", { class: "state-bar", "aria-hidden": "true" });

  /** @param choose the state that the reader wants to see alone, or no longer. */
  constructor(choose: (state: AccountState) => void) {
    const items = states.map((state) => {
      const number = h("strong", {}, "0");
      const button = h(
        "button",
        { type: "button", class: "count", "aria-pressed": "false", click: () => choose(state) },
        number,
        h("span", {}, h("span", { class: `swatch state-${state}`, "aria-hidden": "true" }), state),
      );
      this.#counts.set(state, { button, number });
      return h("li", {}, button);
    });
    this.element = h(
      "div",
      { class: "pool-head" },
      this.#title,
      this.#where,
      h("ul", { class: "counts", "aria-label": "Accounts by state; press one to see only those" }, ...items),
      this.#bar,
    );
  }

  /** @param chosen the state that is shown alone, if any. */
  show(view: PoolView, chosen: AccountState | ""): void {
    const accounts = Object.values(view.accounts);
    const of = countByState(accounts);
    this.#title.textContent = sentenceOf(accounts.length, of);
    this.#where.textContent = `Pool ${view.pool} in table ${view.table}`;
    for (const [state, { button, number }] of this.#counts) {
      number.textContent = wholeNumber(of[state]);
      button.setAttribute("aria-pressed", String(chosen === state));
      button.classList.toggle("is-none", of[state] === 0);
    }
    const pieces = states
      .filter((state) => of[state] > 0)
      .map((state) => piece(state, of[state] / accounts.length));
    this.#bar.replaceChildren(...pieces);
  }
}

/** How many accounts are in each state. Pure. */
export function countByState(accounts: readonly AccountView[]): Record<AccountState, number> {
  const counts = { available: 0, leased: 0, dirty: 0, cleaning: 0, quarantined: 0, disabled: 0 };
  for (const { state } of accounts) counts[state]++;
  return counts;
}

/** The pool in a sentence. Pure. */
export function sentenceOf(all: number, of: Record<AccountState, number>): string {
  if (all === 0) return "The pool has no accounts yet";
  const out = of.dirty + of.quarantined + of.disabled;
  const parts = [
    `${wholeNumber(of.leased)} of ${wholeNumber(all)} ${all === 1 ? "account" : "accounts"} in use`,
    `${wholeNumber(of.available)} free`,
    ...(of.cleaning > 0 ? [`${wholeNumber(of.cleaning)} being cleaned`] : []),
    ...(out > 0 ? [`${wholeNumber(out)} out of use`] : []),
  ];
  return parts.join(", ");
}

function wholeNumber(value: number): string {
  return value.toLocaleString("en-GB");
}

function piece(state: AccountState, share: number): HTMLElement {
  const element = h("span", { class: `state-${state}` });
  element.style.flexGrow = String(share);
  return element;
}
