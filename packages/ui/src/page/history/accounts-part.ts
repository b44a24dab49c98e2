import { durationText, h, hasWords, LongList, SortHead, section, tableBox } from "@regatta/report/page";
import type { AccountStats, RunStats } from "@regatta/stats";
import { numberText, percentText, utcText } from "../figures.ts";
import type { HistoryPart } from "./history-part.ts";
import { splitBar } from "./split-bar.ts";

const columns = {
  Account: ({ account }: AccountStats) => account,
  Leased: ({ stays }: AccountStats) => -stays,
  "Held for": ({ heldMs }: AccountStats) => -heldMs,
  "Of the time": ({ heldShare }: AccountStats) => -(heldShare ?? 0),
  Attempts: ({ attempts }: AccountStats) => -attempts,
  Failed: ({ failed, attempts }: AccountStats) => -(failed / Math.max(1, attempts)),
  Dirty: ({ dirty }: AccountStats) => -dirty,
  Suspect: ({ suspect }: AccountStats) => -suspect,
  Lost: ({ lost, rejected }: AccountStats) => -(lost + rejected),
  Last: ({ lastAt }: AccountStats) => -(lastAt ?? 0),
};

/** Accounts: how much they were used, and which of them stand out. */
export class AccountsPart implements HistoryPart {
  readonly element: HTMLElement;
  readonly #rows: LongList;
  readonly #head: SortHead<AccountStats, keyof typeof columns>;
  #accounts: readonly AccountStats[] = [];
  #longest = 1;

  constructor() {
    const body = h("tbody");
    this.#rows = new LongList(body, 20);
    this.#head = new SortHead({ columns, first: "Held for", onChange: () => this.#fill() });
    this.element = section(
      "history-accounts",
      "Accounts",
      tableBox("Accounts and their use", this.#head.element, body),
      this.#rows.more,
    );
  }

  show({ accounts }: RunStats, text: string): void {
    this.element.hidden = accounts.length === 0;
    this.#longest = Math.max(1, ...accounts.map(({ heldMs }) => heldMs));
    this.#accounts = accounts.filter(({ account }) => hasWords(account, text));
    this.#fill();
  }

  #fill(): void {
    const accounts = this.#head.sorted(this.#accounts);
    const longest = this.#longest;
    this.#rows.fill(
      accounts.map((account) => ({
        key: account.account,
        of: [account, longest],
        make: () => accountRow(account, longest),
      })),
    );
  }
}

function accountRow(stats: AccountStats, longest: number): HTMLElement {
  const {
    account,
    stays,
    time,
    heldMs,
    heldShare,
    attempts,
    failed,
    dirty,
    suspect,
    lost,
    rejected,
    lastAt,
  } = stats;
  const some = (count: number) => h("td", { class: "number" }, count > 0 && numberText(count));
  const failedText = failed > 0 && `${numberText(failed)} (${percentText(failed / Math.max(1, attempts))})`;
  return h(
    "tr",
    {},
    h("th", { scope: "row", class: "account" }, account),
    some(stays),
    h("td", { class: "number" }, splitBar(time, longest), durationText(heldMs)),
    h("td", { class: "number" }, heldShare === undefined ? "" : percentText(heldShare)),
    some(attempts),
    h("td", { class: "number" }, failedText),
    some(dirty),
    some(suspect),
    some(lost + rejected),
    h("td", { class: "number" }, lastAt === undefined ? "" : utcText(lastAt)),
  );
}
