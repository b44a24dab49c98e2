import { h } from "./dom.ts";
import { KeyedList, type ListItem } from "./keyed-list.ts";

/** Fills a list or the body of a table, a first part at once, and all of it from when the reader asks for it. */
export class LongList {
  readonly more: HTMLButtonElement;
  readonly #box: HTMLElement;
  readonly #list: KeyedList;
  #atOnce: number;
  #items: readonly ListItem[] = [];

  /** @param box what is filled. @param atOnce how many make the first part. */
  constructor(box: HTMLElement, atOnce: number) {
    this.#box = box;
    this.#list = new KeyedList(box);
    this.#atOnce = atOnce;
    this.more = h("button", { type: "button", class: "more", hidden: true, click: () => this.#showRest() });
  }

  /** Shows these; what is not different from what is shown stays as it is. */
  fill(items: readonly ListItem[]): void {
    this.#items = items;
    this.#list.fill(items.slice(0, this.#atOnce));
    const rest = items.length - this.#atOnce;
    this.more.hidden = rest <= 0;
    this.more.textContent = `Show ${rest} more`;
  }

  #showRest(): void {
    const first = this.#atOnce;
    this.#atOnce = Number.POSITIVE_INFINITY;
    this.fill(this.#items);
    this.#box.children[first]?.querySelector<HTMLElement>("a, button")?.focus();
  }
}
