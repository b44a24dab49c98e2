import { copyButton, h, LongList, section } from "@regatta/report/page";
import type { FindingView } from "../../pool-view/pool-view.ts";
import { ticking } from "../ticking.ts";
import { accountButton } from "./account-row.ts";

/** What needs somebody, and what is as it should be: the findings of `regatta pool doctor`. */
export class FindingsPart {
  readonly element: HTMLElement;
  readonly #healthy = h("p", { class: "healthy" }, "Nothing needs anybody.");
  readonly #open: (account: string) => void;
  readonly #rows: LongList;

  /** @param open shows all that is known of an account. */
  constructor(open: (account: string) => void) {
    const list = h("ul", { class: "plain findings" });
    this.#open = open;
    this.#rows = new LongList(list, 20);
    this.element = section("pool-findings", "Needs somebody", this.#healthy, list, this.#rows.more);
  }

  show(findings: readonly FindingView[]): void {
    const needy = findings.filter(({ needsSomeone }) => needsSomeone);
    this.#healthy.hidden = needy.length > 0;
    this.#rows.fill(
      needy.map((finding) => ({
        key: finding.cause,
        of: [finding],
        make: () => findingItem(finding, this.#open),
      })),
    );
  }
}

function findingItem(
  { cause, fix, accounts, more }: FindingView,
  open: (account: string) => void,
): HTMLElement {
  const items = accounts.map((account) =>
    h(
      "li",
      {},
      accountButton(account, open),
      h(
        "span",
        { class: "dim" },
        " for ",
        ticking(account.since, "since"),
        account.detail ? ` · ${account.detail}` : "",
      ),
    ),
  );
  const isCommand = fix.startsWith("regatta ");
  return h(
    "li",
    { class: "card finding" },
    h("p", { class: "cause" }, cause.charAt(0).toUpperCase() + cause.slice(1)),
    items.length > 0 &&
      h("ul", { class: "plain" }, ...items, more > 0 && h("li", { class: "dim" }, `and ${more} more`)),
    h(
      "div",
      { class: "commands" },
      h(
        "p",
        {},
        isCommand ? h("code", {}, fix) : h("span", {}, `Next: ${fix}`),
        isCommand && copyButton("Copy", fix, `Copy ${fix}`),
      ),
    ),
  );
}
