import { DetailsPanel, h } from "@regatta/report/page";
import type { AccountView, PoolView } from "../../pool-view/pool-view.ts";
import { isSlash } from "../is-slash.ts";
import { PartLinks } from "../part-links.ts";
import type { Tab, TabView } from "../tab.ts";
import { tick } from "../ticking.ts";
import { accountPanel } from "./account-panel.ts";
import { wholeText } from "./account-text.ts";
import { AccountsPart } from "./accounts-part.ts";
import { FindingsPart } from "./findings-part.ts";
import { LatelyPart } from "./lately-part.ts";
import { LinePart } from "./line-part.ts";
import { isWantedAccount } from "./pool-filter.ts";
import { PoolFilterBar } from "./pool-filter-bar.ts";
import { PoolHead } from "./pool-head.ts";
import { UsePart } from "./use-part.ts";
import { Wall } from "./wall.ts";

/** The pool: who has which account, what needs somebody, and how the accounts are used. */
export const poolTab: Tab<PoolView> = {
  name: "pool",
  title: "Pool",
  isCostly: true,
  make: () => new PoolPage(),
};

class PoolPage implements TabView<PoolView> {
  readonly element: HTMLElement;
  readonly #open = (account: string) => this.#show(account);
  readonly #filterBar = new PoolFilterBar(() => this.#draw());
  readonly #head = new PoolHead((state) => {
    this.#filterBar.toggle(state);
    this.#draw();
  });
  readonly #wall = new Wall({ open: this.#open, now: () => this.#now() });
  readonly #findings = new FindingsPart(this.#open);
  readonly #line = new LinePart();
  readonly #use = new UsePart(() => this.#draw());
  readonly #accounts = new AccountsPart(this.#open);
  readonly #lately = new LatelyPart(this.#open);
  readonly #links: PartLinks;
  readonly #foot = h("p", { class: "dim foot" });
  readonly #panel = new DetailsPanel(() => this.#onClose());
  #view: PoolView | undefined;
  #toldAt = 0;
  #opened: { account: string; shown: AccountView | undefined; body: HTMLElement } | undefined;
  #ticks: ReturnType<typeof setInterval> | undefined;

  constructor() {
    const parts = [this.#findings, this.#line, this.#use, this.#accounts, this.#lately];
    const elements = parts.map(({ element }) => element);
    this.#links = new PartLinks("Parts of the pool", {
      "Needs somebody": this.#findings.element,
      "In line": this.#line.element,
      "Use over time": this.#use.element,
      Accounts: this.#accounts.element,
      Lately: this.#lately.element,
    });
    this.element = h(
      "div",
      { class: "pool", hidden: true },
      h("div", { class: "tab-top" }, this.#head.element, this.#wall.element),
      h("div", { class: "bar-top" }, this.#links.element, this.#filterBar.element),
      h("div", { class: "parts" }, ...elements, this.#foot),
      this.#panel.element,
    );
  }

  update(view: PoolView): void {
    this.#view = view;
    this.#toldAt = Date.now();
    this.element.hidden = false;
    this.#draw();
  }

  show(isShown: boolean): void {
    clearInterval(this.#ticks);
    if (isShown) {
      this.#ticks = setInterval(() => this.#tick(), 1_000);
      addEventListener("keydown", this.#onKey);
      this.#draw();
    } else {
      removeEventListener("keydown", this.#onKey);
      this.#panel.close();
      this.#opened = undefined;
    }
  }

  #draw(): void {
    const view = this.#view;
    if (!view) return;
    const now = this.#now();
    const { filter } = this.#filterBar;
    const all = Object.values(view.accounts).sort((a, b) => (a.account < b.account ? -1 : 1));
    const wanted = all.filter((account) => isWantedAccount(account, filter));
    this.#head.show(view, filter.state);
    this.#wall.show(all, (account) => isWantedAccount(account, filter));
    this.#findings.show(view.findings);
    this.#line.show(view.line);
    this.#filterBar.tell(wanted.length, all.length);
    const stretch = this.#use.stretch(all, now);
    this.#use.show(wanted, stretch);
    this.#accounts.show({ accounts: wanted, now, stretch });
    this.#lately.show(wanted);
    this.#foot.textContent = footOf(view);
    this.#links.update();
    this.#refresh();
    this.#tick();
  }

  #tick(): void {
    tick(this.element, this.#now(), wholeText);
  }

  #now(): number {
    return (this.#view?.now ?? 0) + Math.max(0, Date.now() - this.#toldAt);
  }

  #show(account: string): void {
    const body = h("div");
    this.#opened = { account, shown: undefined, body };
    this.#refresh();
    this.#panel.show(`Account ${account}`, body);
    this.#tick();
  }

  // What it was opened from may have been made anew meanwhile.
  #onClose(): void {
    const { account } = this.#opened ?? {};
    this.#opened = undefined;
    const active = document.activeElement;
    if (account === undefined || (active instanceof HTMLElement && active.dataset.account === account))
      return;
    const again = this.element.querySelector<HTMLElement>(`[data-account="${CSS.escape(account)}"]`);
    again?.focus({ preventScroll: true });
  }

  #refresh(): void {
    const opened = this.#opened;
    if (!opened) return;
    const account = this.#view?.accounts[opened.account];
    if (account && account === opened.shown) return;
    opened.shown = account;
    opened.body.replaceChildren(
      account ? accountPanel(account) : h("p", {}, "It is not in the pool any more."),
    );
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (!isSlash(event)) return;
    event.preventDefault();
    this.#filterBar.focus();
  };
}

function footOf({ everyMs, readUnits }: PoolView): string {
  const cost = readUnits > 0 ? ` A look costs ${Math.ceil(readUnits)} read units of the table.` : "";
  return `Looked at every ${Math.round(everyMs / 1000)} s while this tab is shown; nothing is changed by it.${cost}`;
}
