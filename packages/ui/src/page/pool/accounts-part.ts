import { h, LongList, SortHead, section, tableBox } from "@regatta/report/page";
import type { AccountView } from "../../pool-view/pool-view.ts";
import { accountRow } from "./account-row.ts";
import { inUseOf } from "./in-use.ts";
import { byConcern } from "./states.ts";
import type { Stretch } from "./states-over-time.ts";

const AT_ONCE = 50;

interface Row {
  account: AccountView;
  inUse: number | undefined;
}

export interface AccountsToShow {
  accounts: readonly AccountView[];
  now: number;
  stretch: Stretch;
}

const columns = {
  Account: ({ account }: Row) => account.account,
  State: ({ account }: Row) => byConcern.indexOf(account.state),
  For: ({ account }: Row) => account.since,
  "Who and what, or why": ({ account }: Row) => account.lease?.who ?? account.reason ?? "\uffff",
  "Lease left": ({ account }: Row) => account.lease?.expiresAt ?? Number.POSITIVE_INFINITY,
  Deployed: ({ account }: Row) => account.deployed,
  "In use": ({ inUse }: Row) => -(inUse ?? -1),
};

/** Every account that is wanted, in a table. */
export class AccountsPart {
  readonly element: HTMLElement;
  readonly #open: (account: string) => void;
  readonly #rows: LongList;
  readonly #head: SortHead<Row, keyof typeof columns>;
  readonly #none = h("p", { class: "dim", hidden: true }, "No account is like that.");
  #shown: AccountsToShow = { accounts: [], now: 0, stretch: { from: 0, to: 1 } };

  /** @param open shows all that is known of an account. */
  constructor(open: (account: string) => void) {
    this.#open = open;
    const body = h("tbody");
    this.#head = new SortHead({ columns, first: "State", onChange: () => this.show(this.#shown) });
    this.#rows = new LongList(body, AT_ONCE);
    this.element = section(
      "pool-accounts",
      "Accounts",
      tableBox("Accounts of the pool", this.#head.element, body),
      this.#none,
      this.#rows.more,
    );
  }

  show(shown: AccountsToShow): void {
    this.#shown = shown;
    const { now, stretch } = shown;
    const rows = shown.accounts.map((account) => ({ account, inUse: inUseOf(account, stretch) }));
    // The strip goes on by itself: it is drawn anew every minute.
    const strip = [Math.floor(now / 60_000), stretch.to - stretch.from];
    this.#rows.fill(
      this.#head.sorted(rows).map(({ account, inUse }) => ({
        key: account.account,
        of: [account, ...strip],
        make: () => accountRow(account, { now, stretch, inUse, open: this.#open }),
      })),
    );
    this.#none.hidden = rows.length > 0;
  }
}
