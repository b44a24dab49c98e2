import { type Child, h } from "./dom.ts";
import { putInPlace } from "./put-in-place.ts";

/** The panel at the side that shows one thing. It takes the focus when it opens, and gives it back when it closes. */
export class DetailsPanel {
  readonly element: HTMLElement;
  readonly #title = h("h2", { id: "details-title", tabindex: -1 });
  readonly #body = h("div", { class: "details-body" });
  readonly #tools = h("div", { class: "details-tools" });
  #before: HTMLElement | undefined;

  /** @param onClose it was closed by the reader. */
  constructor(onClose: () => void) {
    const close = () => {
      this.close();
      onClose();
    };
    this.element = h(
      "aside",
      {
        class: "details",
        hidden: true,
        "aria-labelledby": "details-title",
        keydown: (event) => {
          if ((event as KeyboardEvent).key === "Escape") close();
        },
      },
      h(
        "header",
        {},
        this.#title,
        this.#tools,
        h("button", { type: "button", class: "close", "aria-label": "Close the details", click: close }, "✕"),
      ),
      this.#body,
    );
  }

  show(title: string, body: HTMLElement, ...tools: Child[]): void {
    if (this.element.hidden && document.activeElement instanceof HTMLElement)
      this.#before = document.activeElement;
    this.#title.textContent = title;
    this.#body.replaceChildren(body);
    this.#body.scrollTop = 0;
    this.#tools.replaceChildren(...tools.filter((tool) => tool !== undefined && tool !== false));
    this.element.hidden = false;
    document.body.classList.add("with-details");
    this.#title.focus({ preventScroll: true });
  }

  /** What it shows has gone on; what the reader unfolded and scrolled stays so. */
  update(title: string, body: HTMLElement, ...tools: Child[]): void {
    if (this.element.hidden) return;
    if (title !== this.#title.textContent) {
      this.show(title, body, ...tools);
      return;
    }
    const { scrollTop } = this.#body;
    const before = this.#body.firstElementChild;
    if (before instanceof HTMLElement) putInPlace(before, body);
    this.#body.scrollTop = scrollTop;
  }

  close(): void {
    if (this.element.hidden) return;
    this.element.hidden = true;
    document.body.classList.remove("with-details");
    this.#before?.focus({ preventScroll: true });
  }
}
