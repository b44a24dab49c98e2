import { h } from "./dom.ts";

/** Fills a list or the body of a table, a first part at once, and the rest when the reader asks for it. */
export class LongList {
  readonly more: HTMLButtonElement;
  readonly #box: HTMLElement;
  readonly #atOnce: number;
  #rest: Array<() => HTMLElement> = [];

  /** @param box what is filled. @param atOnce how many make the first part. */
  constructor(box: HTMLElement, atOnce: number) {
    this.#box = box;
    this.#atOnce = atOnce;
    this.more = h("button", { type: "button", class: "more", hidden: true, click: () => this.#showRest() });
  }

  /** @param items what makes one each, only when it is shown. */
  fill(items: ReadonlyArray<() => HTMLElement>): void {
    this.#rest = items.slice(this.#atOnce);
    this.#box.replaceChildren(...items.slice(0, this.#atOnce).map((make) => make()));
    this.more.hidden = this.#rest.length === 0;
    this.more.textContent = `Show ${this.#rest.length} more`;
  }

  #showRest(): void {
    const made = this.#rest.map((make) => make());
    this.#box.append(...made);
    this.more.hidden = true;
    made[0]?.querySelector("a")?.focus();
  }
}
