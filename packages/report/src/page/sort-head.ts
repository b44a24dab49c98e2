import { h } from "./dom.ts";

type Key = string | number;

export interface SortHeadOptions<T, Name extends string> {
  /** By name, what a row is sorted by; the smallest first. */
  columns: Record<Name, (row: T) => Key>;
  /** Which the rows are sorted by to begin with. */
  first: Name;
  onChange(): void;
}

/** The head of a table whose columns sort its rows; a second press turns the order round. */
export class SortHead<T, Name extends string> {
  readonly element: HTMLElement;
  readonly #columns: Record<Name, (row: T) => Key>;
  readonly #cells = new Map<Name, HTMLElement>();
  #by: Name;
  #isTurned = false;

  constructor({ columns, first, onChange }: SortHeadOptions<T, Name>) {
    this.#columns = columns;
    this.#by = first;
    for (const name of Object.keys(columns) as Name[]) {
      const press = () => {
        this.#isTurned = this.#by === name && !this.#isTurned;
        this.#by = name;
        this.#mark();
        onChange();
      };
      this.#cells.set(name, h("th", { scope: "col" }, h("button", { type: "button", click: press }, name)));
    }
    this.element = h("thead", {}, h("tr", {}, ...this.#cells.values()));
    this.#mark();
  }

  sorted(rows: readonly T[]): T[] {
    const keyOf = this.#columns[this.#by];
    const sign = this.#isTurned ? -1 : 1;
    return [...rows].sort((a, b) => sign * compare(keyOf(a), keyOf(b)));
  }

  #mark(): void {
    for (const [name, cell] of this.#cells) {
      if (name === this.#by) cell.setAttribute("aria-sort", this.#isTurned ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    }
  }
}

function compare(a: Key, b: Key): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
