import type { ReportAccount, ReportData } from "../report-data.ts";
import { type AccountUse, accountUse } from "./account-use.ts";
import { h, section, tableBox } from "./dom.ts";
import { hasWords } from "./file-filter.ts";
import type { ListItem } from "./keyed-list.ts";
import { accountLink } from "./links.ts";
import { LongList } from "./long-list.ts";
import type { PagePart } from "./page-part.ts";
import { SortHead } from "./sort-head.ts";
import { durationText } from "./time-text.ts";
import { endChip, isRed } from "./verdict-text.ts";

const AT_ONCE = 100;

interface Row {
  account: ReportAccount;
  use: AccountUse;
  files: number;
  failed: number;
  isUnderWay: boolean;
}

const ends = ["dirty", "lost", "kept", "held", "released"];

const columns = {
  Account: ({ account }: Row) => account.account,
  Ended: ({ account }: Row) => ends.indexOf(account.end.kind),
  Files: ({ files }: Row) => -files,
  Failed: ({ failed }: Row) => -failed,
  "Made ready": ({ use }: Row) => -use.preparing,
  Tested: ({ use }: Row) => -use.testing,
  Idle: ({ use }: Row) => -use.idle,
};

/** The accounts, what they were at, and how they left the run. */
export function accountsSection(): PagePart {
  const body = h("tbody");
  const list = new LongList(body, AT_ONCE);
  let wanted: Row[] = [];
  const fill = () => list.fill(head.sorted(wanted).map((row) => itemOf(row)));
  const head = new SortHead({ columns, first: "Ended", onChange: fill });
  return {
    element: section("accounts", "Accounts", tableBox("Accounts of the run", head.element, body), list.more),
    update(data, { text, account }) {
      const rows = data.accounts.map((one) => rowOf(one, data));
      const longest = Math.max(1, ...rows.map(({ use }) => use.leased));
      body.style.setProperty("--longest", String(longest));
      const isNamed = rows.some((row) => hasWords(row.account.account, text));
      wanted = rows.filter(
        ({ account: one }) =>
          (account === "" || one.account === account) && (!isNamed || hasWords(one.account, text)),
      );
      fill();
      return rows.length > 0 ? "Accounts" : undefined;
    },
  };
}

function itemOf(row: Row): ListItem {
  const { account, isUnderWay } = row;
  const { end, suspect } = account;
  return {
    key: account.account,
    of: [end.kind, end.reason, suspect, isUnderWay],
    make: () => showFigures(rowElement(row), row),
    refresh: (element) => showFigures(element, row),
  };
}

function rowOf(account: ReportAccount, data: ReportData): Row {
  const ran = new Set(account.spans.flatMap(({ file }) => (file === undefined ? [] : [file])));
  const failed = [...ran].filter((file) => isRed(data.files[file]?.verdict ?? "passed")).length;
  const { durationMs, underWay } = data.run;
  const isUnderWay = underWay !== undefined;
  return { account, use: accountUse(account, durationMs), files: ran.size, failed, isUnderWay };
}

function rowElement({ account, isUnderWay }: Row): HTMLElement {
  const { end, suspect } = account;
  const reason = [suspect && `suspect: ${suspect}`, end.reason].filter(Boolean).join("; ");
  const parts = (["preparing", "testing", "idle"] as const).map((part) =>
    h("span", { class: `over-${part}` }),
  );
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, accountLink(account.account)),
    h("td", { class: "wide" }, endChip(end.kind, isUnderWay), h("span", { class: "dim headline" }, reason)),
    ...["files", "failed", "preparing", "testing"].map(() =>
      h("td", { class: "number" }, h("span", { class: "figure" })),
    ),
    h(
      "td",
      { class: "number" },
      h("span", { class: "split", "aria-hidden": "true" }, ...parts),
      h("span", { class: "figure" }),
    ),
  );
}

/** Figures change with every second: they alone are written anew. */
function showFigures(element: HTMLElement, { use, files, failed }: Row): HTMLElement {
  const { preparing, testing, idle } = use;
  const texts = [
    String(files),
    failed > 0 ? String(failed) : "",
    ...[preparing, testing, idle].map(durationText),
  ];
  element.querySelectorAll(".figure").forEach((figure, i) => {
    if (figure.textContent !== texts[i]) figure.textContent = texts[i] ?? "";
  });
  element.querySelectorAll<HTMLElement>(".split span").forEach((part, i) => {
    part.style.setProperty("--ms", String([preparing, testing, idle][i]));
  });
  return element;
}
