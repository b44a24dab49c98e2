import { h } from "@regatta/report/page";
import type { AccountView } from "../../pool-view/pool-view.ts";
import { ticking } from "../ticking.ts";
import { accountText } from "./account-text.ts";
import { historyStrip } from "./history-strip.ts";
import { stateChip } from "./state-chip.ts";
import type { Stretch } from "./states-over-time.ts";

export interface AccountRowOptions {
  /** The server's time, ms. */
  now: number;
  /** Which time the strip shows. */
  stretch: Stretch;
  /** The share of that time in which the account was leased, as far as it is known. */
  inUse: number | undefined;
  open(account: string): void;
}

/** An account as a row of the table. */
export function accountRow(
  account: AccountView,
  { now, stretch, inUse, open }: AccountRowOptions,
): HTMLElement {
  const { state, since, lease, deployed } = account;
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, accountButton(account, open)),
    h("td", {}, stateChip(state)),
    h("td", { class: "number" }, ticking(since, "since")),
    h("td", { class: "wide" }, whoAndWhat(account, now)),
    h("td", { class: "number" }, lease && ticking(lease.expiresAt, "until")),
    h("td", { class: "deployed" }, deployed || h("span", { class: "dim" }, "nothing known")),
    h(
      "td",
      { class: "number strip-cell" },
      historyStrip(account, stretch),
      h("span", { class: "percent" }, inUse === undefined ? "" : `${Math.round(100 * inUse)} %`),
    ),
  );
}

/** What opens all that is known of an account. */
export function accountButton(
  { account, name }: Pick<AccountView, "account" | "name">,
  open: (account: string) => void,
): HTMLElement {
  const [id = account, region = ""] = account.split("/");
  return h(
    "button",
    { type: "button", class: "link account", "data-account": account, click: () => open(account) },
    id,
    h("span", { class: "dim" }, `/${region}`),
    name !== undefined && h("span", { class: "name" }, ` ${name}`),
  );
}

function whoAndWhat(account: AccountView, now: number): HTMLElement {
  const { lease } = account;
  const text = accountText(account, now);
  if (lease?.activity === undefined) return h("span", { class: "headline", title: text }, text);
  return h(
    "span",
    { class: "headline", title: text },
    lease.activity,
    h("span", { class: "dim" }, ` · ${lease.who}`),
  );
}
