import { putInPlace } from "./put-in-place.ts";

/** One of the things a list shows. */
export interface ListItem {
  /** No other in the list has it. */
  key: string;
  /** What it is made from: as long as these are the same, it stays as it is. */
  of: readonly unknown[];
  make(): HTMLElement;
  /** Brings what stays as it is up to date where that costs little: a time that passes. */
  refresh?(element: HTMLElement): void;
}

interface Made {
  of: readonly unknown[];
  element: HTMLElement;
}

/** Fills an element, over and over, and leaves alone what did not change: what is unfolded, chosen, scrolled or has the focus. */
export class KeyedList {
  readonly box: HTMLElement;
  #made = new Map<string, Made>();

  constructor(box: HTMLElement) {
    this.box = box;
  }

  /** Shows these, in this order. */
  fill(items: readonly ListItem[]): void {
    const focused = document.activeElement;
    const made = new Map(items.map((item) => [item.key, this.#madeFrom(item)]));
    for (const [key, { element }] of this.#made) if (!made.has(key)) element.remove();
    this.#made = made;
    let next = this.box.firstElementChild;
    for (const { element } of made.values()) {
      if (element === next) next = element.nextElementSibling;
      else this.box.insertBefore(element, next);
    }
    // What is moved loses it.
    if (focused instanceof HTMLElement && focused !== document.activeElement && this.box.contains(focused)) {
      focused.focus({ preventScroll: true });
    }
  }

  #madeFrom({ key, of, make, refresh }: ListItem): Made {
    const known = this.#made.get(key);
    if (known && known.of.length === of.length && known.of.every((one, i) => one === of[i])) {
      refresh?.(known.element);
      return known;
    }
    const element = make();
    if (known) putInPlace(known.element, element);
    return { of, element };
  }
}
