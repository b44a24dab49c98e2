import { h } from "@regatta/report/page";

/** Links to the parts of a tab, by their headings; parts that are hidden have none. */
export class PartLinks {
  readonly element: HTMLElement;
  readonly #items: ReadonlyArray<{ part: HTMLElement; item: HTMLElement }>;

  constructor(label: string, parts: readonly HTMLElement[]) {
    this.#items = parts.map((part) => {
      const title = part.querySelector("h2")?.textContent ?? "";
      return { part, item: h("li", {}, h("a", { href: `#${part.id}` }, title)) };
    });
    const items = this.#items.map(({ item }) => item);
    this.element = h("nav", { "aria-label": label }, h("ul", {}, ...items));
  }

  /** Has links to what is there now. */
  update(): void {
    for (const { part, item } of this.#items) item.hidden = part.hidden;
  }
}
