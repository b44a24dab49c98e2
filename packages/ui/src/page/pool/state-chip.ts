import type { AccountState } from "@regatta/accounts";
import { h } from "@regatta/report/page";

/** A state in its colour. */
export function stateChip(state: AccountState): HTMLElement {
  return h("span", { class: `chip state-${state}` }, state);
}
