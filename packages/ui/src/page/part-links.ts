import { h } from "@regatta/report/page";

/** Links to parts of a tab; parts that are hidden have none. */
export class PartLinks {
  readonly element: HTMLElement;
  readonly #items: ReadonlyArray<{ part: HTMLElement; item: HTMLElement }>;

  /** @param parts by what their links say. */
  constructor(label: string, parts: Readonly<Record<string, HTMLElement>>) {
    this.#items = Object.entries(parts).map(([name, part]) => ({
      part,
      item: h("li", {}, h("a", { href: `#${part.id}` }, name)),
    }));
    const items = this.#items.map(({ item }) => item);
    this.element = h("nav", { "aria-label": label }, h("ul", {}, ...items));
  }

  /** Has links to what is there now. */
  update(): void {
    for (const { part, item } of this.#items) item.hidden = part.hidden;
  }
}
