import { copyButton, h, headOf, tableBox } from "@regatta/report/page";
import type { AccountView } from "../../pool-view/pool-view.ts";
import { momentText } from "../moment-text.ts";
import { ticking } from "../ticking.ts";
import { stateChip } from "./state-chip.ts";

/** All that is known of an account. */
export function accountPanel(account: AccountView): HTMLElement {
  const { state, since, reason, next } = account;
  return h(
    "div",
    {},
    h(
      "p",
      { class: "lead" },
      stateChip(state),
      " for ",
      ticking(since, "since"),
      `, since ${momentText(since)}`,
    ),
    reason !== undefined && h("p", {}, reason),
    facts(account),
    h("h3", {}, "What can be done now"),
    h("div", { class: "commands" }, ...next.map(step)),
    h("h3", {}, `The last ${account.history.length} changes`),
    changes(account),
    h("h3", {}, "Deployed there, as last seen"),
    deployedThere(account),
  );
}

function facts(account: AccountView): HTMLElement {
  const { lease, disabledFrom, failures, cleanAfter, parkedSince, roleArn } = account;
  const left =
    lease &&
    h(
      "span",
      {},
      "ends in ",
      ticking(lease.expiresAt, "until"),
      lease.isByHand ? "" : ", if nobody renews it",
    );
  const rows: Array<[string, string | HTMLElement | undefined]> = [
    ["held by", lease?.who],
    ["doing", lease?.activity],
    ["since", lease && momentText(lease.acquiredAt)],
    ["lease", left],
    ["was", disabledFrom],
    ["cleanings failed", failures > 0 ? `${failures} since it was last clean` : undefined],
    ["cleaned again", cleanAfter === undefined ? undefined : `${momentText(cleanAfter)} at the earliest`],
    ["only time helps", parkedSince === undefined ? undefined : `since ${momentText(parkedSince)}`],
    ["role", h("code", {}, roleArn)],
  ];
  return h(
    "dl",
    { class: "pairs" },
    ...rows.flatMap(([name, value]) => (value === undefined ? [] : [h("dt", {}, name), h("dd", {}, value)])),
  );
}

function step({ command, what }: AccountView["next"][number]): HTMLElement {
  return h(
    "div",
    { class: "step" },
    h("p", {}, h("code", {}, command), copyButton("Copy", command, `Copy ${command}`)),
    h("p", { class: "dim" }, what),
  );
}

function changes({ account, history }: AccountView): HTMLElement {
  const rows = history
    .toReversed()
    .map(({ at, state, why, by }) =>
      h(
        "tr",
        {},
        h("td", { class: "number" }, momentText(at)),
        h("td", {}, stateChip(state)),
        h("td", { class: "wide" }, why, h("span", { class: "dim" }, ` · ${by}`)),
      ),
    );
  return tableBox(
    `The last changes of ${account}`,
    headOf("When", "State", "Why, and who"),
    h("tbody", {}, ...rows),
  );
}

function deployedThere({ account, services }: AccountView): HTMLElement {
  const entries = Object.entries(services).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return h("p", { class: "dim" }, "Nothing that is known of.");
  const rows = entries.map(([service, fingerprint]) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, service),
      h("td", {}, h("code", { title: fingerprint }, fingerprint.slice(0, 12))),
    ),
  );
  return tableBox(`Services in ${account}`, headOf("Service", "Fingerprint"), h("tbody", {}, ...rows));
}
