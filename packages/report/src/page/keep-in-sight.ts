import { nowInPlaceOf } from "./put-in-place.ts";

/** Looked for at these distances below the top of what is seen, px: what is at one may go. */
const PLACES = [4, 40, 90, 160, 260, 400];

/**
 * Changes the page, and scrolls so that what the reader has before their eyes stays where it is, whatever grew above. Browsers
 * do so by themselves, but not in tables that scroll sideways.
 * @param top what covers the page at its top, px.
 */
export function keepInSight(top: number, change: () => void): void {
  const seen = window.scrollY > 0 ? PLACES.flatMap((below) => whatIsAt(top + below)) : [];
  change();
  const [same] = seen
    .map(({ element, top: before }) => ({ element: nowInPlaceOf(element), before }))
    .filter(({ element }) => element.isConnected);
  if (!same) return;
  const moved = same.element.getBoundingClientRect().top - same.before;
  if (Math.abs(moved) > 0.5) window.scrollBy({ top: moved, behavior: "instant" });
}

function whatIsAt(y: number): Array<{ element: Element; top: number }> {
  const found = document.elementFromPoint(document.documentElement.clientWidth / 3, y);
  const element = found?.closest("tr, li, details, pre, section > *");
  return element ? [{ element, top: element.getBoundingClientRect().top }] : [];
}
