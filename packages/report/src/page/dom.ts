export type Child = Node | string | undefined | false;
type Listener = (event: Event) => void;
type Properties = Record<string, string | number | boolean | Listener | undefined>;

/**
 * An element with attributes and children. Texts become text nodes, never markup: they may come from a test. A function is
 * a listener of the event it is named for; of what is false or undefined there is no attribute.
 */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== undefined && child !== false));
  return element;
}

/** A section of the page with a heading that the navigation points at. */
export function section(id: string, title: string, ...children: Child[]): HTMLElement {
  return h(
    "section",
    { id, "aria-labelledby": `${id}-title` },
    h("h2", { id: `${id}-title` }, title),
    ...children,
  );
}

/** A table in a box of its own that scrolls, for narrow screens. @param caption for those who cannot see what is around it. */
export function tableBox(caption: string, ...children: Child[]): HTMLElement {
  const table = h("table", {}, h("caption", { class: "unseen" }, caption), ...children);
  return h("div", { class: "table", role: "region", "aria-label": caption, tabindex: 0 }, table);
}

/** The head of a table. */
export function headOf(...names: Child[]): HTMLElement {
  return h("thead", {}, h("tr", {}, ...names.map((name) => h("th", { scope: "col" }, name))));
}
