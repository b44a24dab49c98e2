const inPlaceOf = new WeakMap<Element, Element>();

/** What is where an element was; itself, where it was not replaced. */
export function nowInPlaceOf(element: Element): Element {
  const fresh = inPlaceOf.get(element);
  return fresh ? nowInPlaceOf(fresh) : element;
}

const focusable = "a, button, summary, input, select, [tabindex]";

/** Puts a fresh element where an old one is, with what the reader had unfolded and scrolled in there, and the focus. */
export function putInPlace(old: HTMLElement, fresh: HTMLElement): void {
  const { activeElement } = document;
  old.replaceWith(fresh);
  inPlaceOf.set(old, fresh);
  unfold(old, fresh);
  all(old, "pre, .table").forEach((one, i) => {
    const same = all(fresh, "pre, .table")[i];
    if (!same || (one.scrollTop === 0 && one.scrollLeft === 0)) return;
    same.scrollTop = one.scrollTop;
    same.scrollLeft = one.scrollLeft;
  });
  const index = activeElement instanceof HTMLElement ? all(old, focusable).indexOf(activeElement) : -1;
  if (index >= 0) all(fresh, focusable)[index]?.focus({ preventScroll: true });
}

// Before anything is shown: what is made by unfolding is there at once then, and nothing jumps.
function unfold(old: HTMLElement, fresh: HTMLElement): void {
  const unfolded = all(fresh, "details") as HTMLDetailsElement[];
  all(old, "details").forEach((one, i) => {
    const same = unfolded[i];
    if (!same) return;
    const { open } = one as HTMLDetailsElement;
    if (open && !same.open) {
      same.open = true;
      same.dispatchEvent(new Event("toggle"));
    } else same.open = open;
  });
}

function all(element: HTMLElement, selector: string): HTMLElement[] {
  const inside = [...element.querySelectorAll<HTMLElement>(selector)];
  return element.matches(selector) ? [element, ...inside] : inside;
}
