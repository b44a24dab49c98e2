import type { AccountState } from "@regatta/accounts";
import { h } from "@regatta/report/page";
import type { PoolFilter } from "./pool-filter.ts";
import { states } from "./states.ts";

/** Where the reader says which accounts are wanted. */
export class PoolFilterBar {
  readonly element: HTMLElement;
  readonly #text = h("input", {
    type: "search",
    id: "pool-q",
    placeholder: "account, run, reason, service",
    autocomplete: "off",
    spellcheck: "false",
  });
  readonly #state = h(
    "select",
    { id: "pool-state" },
    h("option", { value: "" }, "any state"),
    ...states.map((state) => h("option", { value: state }, state)),
  );
  readonly #found = h("output", { for: "pool-q pool-state" });
  readonly #reset = h("button", { type: "button", class: "small", hidden: true }, "Show all");

  /** @param onChange the reader wants others from now on. */
  constructor(onChange: () => void) {
    this.#text.addEventListener("input", onChange);
    this.#state.addEventListener("change", onChange);
    this.#reset.addEventListener("click", () => {
      this.#text.value = "";
      this.#state.value = "";
      onChange();
      this.#text.focus();
    });
    this.element = h(
      "form",
      {
        class: "filter",
        role: "search",
        "aria-label": "Filter accounts",
        submit: (event) => event.preventDefault(),
      },
      h("label", { for: "pool-q" }, "Search"),
      this.#text,
      h("label", { for: "pool-state", class: "unseen" }, "State"),
      this.#state,
      this.#found,
      this.#reset,
    );
  }

  get filter(): PoolFilter {
    return { text: this.#text.value, state: this.#state.value as AccountState | "" };
  }

  /** Shows one state alone, or, where it does already, all. */
  toggle(state: AccountState): void {
    this.#state.value = this.#state.value === state ? "" : state;
  }

  focus(): void {
    this.#text.focus();
    this.#text.select();
  }

  /** Says how many are shown. */
  tell(shown: number, all: number): void {
    const { text, state } = this.filter;
    const isFiltering = text.trim() !== "" || state !== "";
    this.#found.textContent = isFiltering
      ? `${shown} of ${all}`
      : `${all} ${all === 1 ? "account" : "accounts"}`;
    this.#reset.hidden = !isFiltering;
  }
}
