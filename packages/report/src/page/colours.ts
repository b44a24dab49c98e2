/** The colours of the page's style, for what is drawn and not styled. */
export interface Colours {
  /** By the name of a look or of a part: `fill` and, for what stands in it, `ink`. */
  of(name: string): { fill: string; ink: string };
}

/** Reads them as they are now: they follow the reader's choice of dark or light. */
export function readColours(element: Element): Colours {
  const style = getComputedStyle(element);
  const known = new Map<string, { fill: string; ink: string }>();
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    of(name) {
      let found = known.get(name);
      if (!found) {
        found = { fill: read(`--${name}`) || "#888", ink: read(`--${name}-ink`) || read("--ink") };
        known.set(name, found);
      }
      return found;
    },
  };
}
