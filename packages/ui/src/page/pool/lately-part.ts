import { h, headOf, LongList, section, tableBox } from "@regatta/report/page";
import type { AccountView, ChangeView } from "../../pool-view/pool-view.ts";
import { ticking } from "../ticking.ts";
import { accountButton } from "./account-row.ts";
import { stateChip } from "./state-chip.ts";

const MOST = 50;

export interface Happening extends ChangeView {
  account: Pick<AccountView, "account" | "name">;
}

/** The last changes of all accounts, the newest first. Pure. */
export function lately(accounts: Iterable<AccountView>, most = MOST): Happening[] {
  // No account but those that changed last has any of them.
  return [...accounts]
    .sort((a, b) => b.since - a.since)
    .slice(0, most)
    .flatMap((account) => account.history.map((change) => ({ ...change, account })))
    .sort((a, b) => b.at - a.at)
    .slice(0, most);
}

/** What happened in the pool lately. */
export class LatelyPart {
  readonly element: HTMLElement;
  readonly #open: (account: string) => void;
  readonly #rows: LongList;

  /** @param open shows all that is known of an account. */
  constructor(open: (account: string) => void) {
    const body = h("tbody");
    this.#open = open;
    this.#rows = new LongList(body, 12);
    const head = headOf("Ago", "Account", "State", "Why, and who");
    this.element = section(
      "pool-lately",
      "Lately",
      tableBox("The last changes of all accounts", head, body),
      this.#rows.more,
    );
  }

  show(accounts: Iterable<AccountView>): void {
    this.#rows.fill(
      lately(accounts).map((happening) => ({
        key: `${happening.account.account} ${happening.at} ${happening.state}`,
        of: [],
        make: () => happeningRow(happening, this.#open),
      })),
    );
  }
}

function happeningRow(
  { at, account, state, why, by }: Happening,
  open: (account: string) => void,
): HTMLElement {
  return h(
    "tr",
    {},
    h("td", { class: "number" }, ticking(at, "since")),
    h("td", {}, accountButton(account, open)),
    h("td", {}, stateChip(state)),
    h(
      "td",
      { class: "wide" },
      h("span", { class: "headline", title: `${why} · ${by}` }, why, h("span", { class: "dim" }, ` · ${by}`)),
    ),
  );
}
