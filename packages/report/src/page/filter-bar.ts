import type { ReportData } from "../report-data.ts";
import { verdictOrder } from "../verdict-order.ts";
import { Choices, choice } from "./choices.ts";
import { h } from "./dom.ts";
import { type FileFilter, isFiltering, isWanted } from "./file-filter.ts";
import { wordOf } from "./verdict-text.ts";

/** Where the reader says what is wanted; it holds for the whole page. */
export class FilterBar {
  readonly element: HTMLElement;
  #data: ReportData;
  readonly #text = h("input", {
    type: "search",
    id: "q",
    placeholder: "file, account, message",
    autocomplete: "off",
    spellcheck: "false",
  });
  readonly #verdict = h("select", { id: "verdict" });
  readonly #account = h("select", { id: "in" });
  readonly #verdicts = new Choices(this.#verdict);
  readonly #accounts = new Choices(this.#account);
  readonly #found = h("output", { for: "q verdict in" });
  readonly #reset = h("button", { type: "button", class: "small", hidden: true }, "Show all");

  /** @param onChange what the reader wants from now on. */
  constructor(data: ReportData, onChange: (filter: FileFilter) => void) {
    this.#data = data;
    this.#showChoices();
    const tell = () => {
      this.#sayHowMany();
      onChange(this.filter);
    };
    this.#text.addEventListener("input", tell);
    for (const select of [this.#verdict, this.#account]) select.addEventListener("change", tell);
    this.#reset.addEventListener("click", () => {
      this.show({ text: "", verdict: "", account: "" });
      onChange(this.filter);
      this.#text.focus();
    });
    this.element = h(
      "form",
      {
        class: "filter",
        role: "search",
        "aria-label": "Filter files",
        submit: (event) => event.preventDefault(),
      },
      h("label", { for: "q" }, "Search"),
      this.#text,
      h("label", { for: "verdict", class: "unseen" }, "Verdict"),
      this.#verdict,
      h("label", { for: "in", class: "unseen" }, "Account"),
      this.#account,
      this.#found,
      this.#reset,
    );
    this.#sayHowMany();
  }

  /** The run has gone on: other verdicts and accounts can be chosen. */
  update(data: ReportData): void {
    this.#data = data;
    this.#showChoices();
    this.#sayHowMany();
  }

  get filter(): FileFilter {
    return { text: this.#text.value, verdict: this.#verdict.value, account: this.#account.value };
  }

  /** Shows what is wanted, without telling anybody. */
  show({ text, verdict, account }: FileFilter): void {
    this.#text.value = text;
    this.#verdict.value = verdict;
    this.#account.value = account;
    this.#sayHowMany();
  }

  focus(): void {
    this.#text.focus();
    this.#text.select();
  }

  #showChoices(): void {
    const { counts, accounts } = this.#data;
    const verdicts = verdictOrder.filter((verdict) => counts[verdict] > 0 || verdict === this.#verdict.value);
    this.#verdicts.fill([
      choice("", "any verdict"),
      ...verdicts.map((verdict) => choice(verdict, `${wordOf(verdict)} (${counts[verdict]})`)),
    ]);
    this.#accounts.fill([
      choice("", "any account"),
      ...accounts.map(({ account }) => choice(account, account)),
    ]);
  }

  #sayHowMany(): void {
    const { filter } = this;
    const { files } = this.#data;
    const found = files.filter((file) => isWanted(file, filter)).length;
    this.#found.textContent = isFiltering(filter)
      ? `${found} of ${files.length} files`
      : `${files.length} files`;
    this.#reset.hidden = !isFiltering(filter);
  }
}
