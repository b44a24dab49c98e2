import { h } from "./dom.ts";

/** A few lines beside the pointer. Screen readers are told by other means. */
export class Tip {
  readonly element = h("div", { class: "tip", hidden: true, "aria-hidden": "true" });

  /** @param at px from the upper left corner of the box, in which it stays. */
  show([title = "", ...lines]: string[], at: { x: number; y: number }, box: HTMLElement): void {
    this.element.hidden = false;
    this.element.replaceChildren(
      h("strong", {}, title),
      ...lines.filter(Boolean).map((line) => h("span", {}, line)),
    );
    const { offsetWidth, offsetHeight, style } = this.element;
    const below = at.y + 18;
    const top = below + offsetHeight < box.clientHeight ? below : Math.max(0, at.y - offsetHeight - 10);
    style.left = `${Math.max(0, Math.min(at.x + 14, box.clientWidth - offsetWidth - 8))}px`;
    style.top = `${top}px`;
  }

  hide(): void {
    this.element.hidden = true;
  }
}
