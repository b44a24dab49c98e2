import type { ReportData } from "../report-data.ts";
import { accountDetails } from "./account-details.ts";
import { accountsSection } from "./accounts-section.ts";
import { containersSection } from "./containers-section.ts";
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
import { footText } from "./foot-text.ts";
import { keepInSight } from "./keep-in-sight.ts";
import { notesSection } from "./notes-section.ts";
import { readHash, writeHash } from "./page-hash.ts";
import { timelineSection } from "./timeline-section.ts";

/** A run in all its parts, below what stands above everything else; it can go on while somebody reads. */
export class ReportView {
  /** Navigation and filter. */
  readonly bar: HTMLElement;
  readonly foot = h("footer");
  readonly panel: HTMLElement;
  /** The parts, in their order. */
  readonly parts: readonly HTMLElement[];
  #data: ReportData;
  readonly #sections;
  readonly #links: readonly HTMLAnchorElement[];
  readonly #filter: FilterBar;
  readonly #details: DetailsPanel;
  #end = new AbortController();

  constructor(data: ReportData) {
    this.#data = data;
    this.#sections = [
      timelineSection(data),
      failuresSection(),
      flakySection(),
      notesSection(),
      filesSection(),
      deploysSection(),
      accountsSection(),
      containersSection(),
    ];
    this.#filter = new FilterBar(data, (filter) => {
      this.#showParts();
      keepInAddress(filter);
    });
    this.#details = new DetailsPanel(() => keepInAddress(this.#filter.filter));
    this.panel = this.#details.element;
    this.parts = this.#sections.map(({ element }) => element);
    this.#links = this.parts.map(({ id }) => h("a", { href: `#${id}` }));
    const items = this.#links.map((link) => h("li", {}, link));
    const navigation = h("nav", { "aria-label": "Parts of the report" }, h("ul", {}, ...items));
    this.bar = h("div", { class: "bar-top" }, navigation, this.#filter.element);
    this.#showAll();
  }

  /** The run has gone on. Nothing moves that need not, and what the reader chose stays chosen. */
  update(data: ReportData): void {
    this.#data = data;
    this.#filter.update(data);
    keepInSight(this.bar.getBoundingClientRect().bottom, () => this.#showAll());
    this.#showDetails((title, body, tool) => this.#details.update(title, body, tool));
  }

  /** Follows the address and the keyboard, from now on. */
  attend(): void {
    this.#end = new AbortController();
    const { signal } = this.#end;
    addEventListener("hashchange", () => this.#followAddress(), { signal });
    addEventListener("keydown", (event) => this.#onKey(event), { signal });
    this.#readFilter();
    this.#followAddress();
  }

  /** The reader looks at something else. */
  leave(): void {
    this.#end.abort();
    this.#details.close();
  }

  #showAll(): void {
    this.#showParts();
    this.foot.textContent = footText(this.#data);
    this.#filter.element.hidden = this.#data.files.length === 0;
  }

  #showParts(): void {
    this.#sections.forEach((section, i) => {
      const name = section.update(this.#data, this.#filter.filter);
      section.element.hidden = name === undefined;
      const link = this.#links[i];
      if (!link) return;
      if (link.parentElement) link.parentElement.hidden = name === undefined;
      if (name !== undefined && link.textContent !== name) link.textContent = name;
    });
  }

  #readFilter(): void {
    const { q = "", verdict = "", in: account = "" } = readHash(location.hash);
    this.#filter.show({ text: q, verdict, account });
    this.#showParts();
  }

  /** Shows what the address points at. A link to a part of the page, a file or an account leaves the filter as it is. */
  #followAddress(): void {
    const target = readHash(location.hash);
    const isPart = location.hash !== "" && Object.keys(target).length === 0;
    if (!isPart && !target.file && !target.account) this.#readFilter();
    const isShown = this.#showDetails((title, body, tool) => this.#details.show(title, body, tool));
    if (!isShown && !isPart) this.#details.close();
  }

  /** @returns whether the address points at something that has details. */
  #showDetails(show: (title: string, body: HTMLElement, tool: HTMLElement) => void): boolean {
    const data = this.#data;
    const target = readHash(location.hash);
    const file = data.files.find((one) => one.file === target.file);
    const account = data.accounts.find((one) => one.account === target.account);
    const link = copyButton("Copy link", location.href, "Copy link to this");
    if (file) show(file.file, fileDetails(file, data), link);
    else if (account) show(`Account ${account.account}`, accountDetails(account, data), link);
    else if (target.file) show(target.file, h("p", {}, "This file is not in the run."), link);
    return Boolean(file ?? account ?? target.file);
  }

  #onKey(event: KeyboardEvent): void {
    const { target, key, ctrlKey, metaKey, altKey } = event;
    const isTyping = target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
    if (key !== "/" || isTyping || ctrlKey || metaKey || altKey) return;
    event.preventDefault();
    this.#filter.focus();
  }
}

function keepInAddress({ text, verdict, account }: FileFilter): void {
  const hash = writeHash({ q: text.trim(), verdict, in: account });
  try {
    history.replaceState(null, "", hash || location.pathname + location.search);
  } catch {
    // Some viewers of artifacts show the page without an address of its own.
  }
}
