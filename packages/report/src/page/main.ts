import type { ReportData } from "../report-data.ts";
import { accountDetails } from "./account-details.ts";
import { accountsSection } from "./accounts-section.ts";
import { copyButton } from "./copy-button.ts";
import { deploysSection } from "./deploys-section.ts";
import { DetailsPanel } from "./details-panel.ts";
import { h } from "./dom.ts";
import { failuresSection } from "./failures-section.ts";
import { fileDetails } from "./file-details.ts";
import type { FileFilter } from "./file-filter.ts";
import { filesSection } from "./files-section.ts";
import { FilterBar } from "./filter-bar.ts";
import { flakySection } from "./flaky-section.ts";
import { notesSection } from "./notes-section.ts";
import { pageFoot } from "./page-foot.ts";
import { readHash, writeHash } from "./page-hash.ts";
import type { PagePart } from "./page-part.ts";
import { timelineSection } from "./timeline-section.ts";

const data = JSON.parse(document.getElementById("data")?.textContent ?? "{}") as ReportData;
const parts = [
  timelineSection(data),
  failuresSection(data),
  flakySection(data),
  notesSection(data),
  filesSection(data),
  deploysSection(data),
  accountsSection(data),
].filter((part): part is PagePart => part !== undefined);

const filterBar = new FilterBar(data, (filter) => {
  show(filter);
  keepInAddress(filter);
});
const panel = new DetailsPanel(() => keepInAddress(filterBar.filter));

const links = parts.map(
  ({ element, name }) => name !== undefined && h("li", {}, h("a", { href: `#${element.id}` }, name)),
);
const navigation = h("nav", { "aria-label": "Parts of the report" }, h("ul", {}, ...links));
document
  .querySelector("header.top")
  ?.after(h("div", { class: "bar-top" }, navigation, data.files.length > 0 && filterBar.element));
document.getElementById("main")?.append(...parts.map(({ element }) => element));
document.body.append(pageFoot(data), panel.element);
sayLocalTime();
followAddress();
addEventListener("hashchange", followAddress);
addEventListener("keydown", (event) => {
  const isTyping =
    event.target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  filterBar.focus();
});
document.documentElement.dataset.ready = "true";
performance.mark("ready");

function show(filter: FileFilter): void {
  for (const part of parts) part.filter?.(filter);
}

/** Shows what the address points at. A link to a part of the page changes nothing else. */
function followAddress(): void {
  const target = readHash(location.hash);
  const isPart = location.hash !== "" && Object.keys(target).length === 0;
  if ((!isPart && !(target.file || target.account)) || !document.documentElement.dataset.ready) {
    filterBar.show({ text: target.q ?? "", verdict: target.verdict ?? "", account: target.in ?? "" });
    show(filterBar.filter);
  }
  const file = target.file === undefined ? undefined : data.files.find((one) => one.file === target.file);
  const account = data.accounts.find((one) => one.account === target.account);
  const link = copyButton("Copy link", location.href, "Copy link to this");
  if (file) panel.show(file.file, fileDetails(file, data), link);
  else if (account) panel.show(`Account ${account.account}`, accountDetails(account, data), link);
  else if (target.file !== undefined) panel.show(target.file, h("p", {}, "This file is not in the run."));
  else if (!isPart) panel.close();
}

function keepInAddress({ text, verdict, account }: FileFilter): void {
  const hash = writeHash({ q: text.trim(), verdict, in: account });
  try {
    history.replaceState(null, "", hash || location.pathname + location.search);
  } catch {
    // Some viewers of artifacts show the page without an address of its own.
  }
}

function sayLocalTime(): void {
  const started = document.getElementById("started");
  const at = new Date(data.run.startedAt);
  if (started)
    started.textContent = at.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" });
}
