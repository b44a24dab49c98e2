import { h, readColours, sized, Tip } from "@regatta/report/page";
import type { AccountView } from "../../pool-view/pool-view.ts";
import { accountText, wholeText } from "./account-text.ts";

export interface WallOptions {
  /** Shows all that is known of an account. */
  open(account: string): void;
  /** The server's time, ms. */
  now(): number;
}

/**
 * Every account as a square in the colour of its state, each always at its place: what happens in a large pool is seen without
 * reading. For the pointer only; the table has the same for everybody.
 */
export class Wall {
  readonly element: HTMLElement;
  readonly #canvas = h("canvas", { "aria-hidden": "true" });
  readonly #tip = new Tip();
  readonly #options: WallOptions;
  #accounts: readonly AccountView[] = [];
  #isWanted: (account: AccountView) => boolean = () => true;
  #hovered = -1;

  constructor(options: WallOptions) {
    this.#options = options;
    this.element = h("div", { class: "wall" }, this.#canvas, this.#tip.element);
    this.element.addEventListener("pointermove", (event) => this.#hover(event));
    this.element.addEventListener("pointerleave", () => this.#unhover());
    this.element.addEventListener("click", (event) => {
      const account = this.#accounts[this.#at(event)];
      if (account) this.#options.open(account.account);
    });
    new ResizeObserver(() => this.draw()).observe(this.element);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
  }

  /** @param isWanted the others are pale. */
  show(accounts: readonly AccountView[], isWanted: (account: AccountView) => boolean): void {
    this.#accounts = accounts;
    this.#isWanted = isWanted;
    this.draw();
  }

  draw(): void {
    const width = this.element.clientWidth;
    if (width === 0) return;
    const { pitch, perRow } = wallLayout(this.#accounts.length, width);
    const rows = Math.ceil(this.#accounts.length / perRow);
    const context = sized(this.#canvas, width, Math.max(1, rows * pitch));
    if (!context) return;
    const colours = readColours(this.element);
    const side = pitch - (pitch > 14 ? 4 : 2);
    this.#accounts.forEach((account, i) => {
      const x = (i % perRow) * pitch;
      const y = Math.floor(i / perRow) * pitch;
      context.globalAlpha = this.#isWanted(account) ? 1 : 0.18;
      context.fillStyle = colours.of(`state-${account.state}`).fill;
      context.beginPath();
      context.roundRect(x, y, side, side, pitch > 14 ? 4 : 2);
      context.fill();
      if (i !== this.#hovered) return;
      context.strokeStyle = colours.of("ink").fill;
      context.lineWidth = 1.5;
      context.stroke();
    });
    context.globalAlpha = 1;
  }

  #at({ clientX, clientY }: MouseEvent): number {
    const { left, top, width } = this.#canvas.getBoundingClientRect();
    const { pitch, perRow } = wallLayout(this.#accounts.length, width);
    const column = Math.floor((clientX - left) / pitch);
    return column < perRow ? Math.floor((clientY - top) / pitch) * perRow + column : -1;
  }

  #hover(event: PointerEvent): void {
    const index = this.#at(event);
    const account = this.#accounts[index];
    if (!account) {
      this.#unhover();
      return;
    }
    const { left, top } = this.element.getBoundingClientRect();
    const now = this.#options.now();
    const lines = [
      `${account.account}${account.name === undefined ? "" : ` ${account.name}`}`,
      `${account.state} for ${wholeText(now - account.since)}`,
      accountText(account, now),
    ];
    this.#tip.show(lines, { x: event.clientX - left, y: event.clientY - top }, this.element);
    if (index === this.#hovered) return;
    this.#hovered = index;
    this.draw();
  }

  #unhover(): void {
    this.#tip.hide();
    if (this.#hovered === -1) return;
    this.#hovered = -1;
    this.draw();
  }
}

/** How large the squares are, with the room between them, px: the fewer, the larger. Pure. */
export function wallLayout(accounts: number, width: number): { pitch: number; perRow: number } {
  const pitch = accounts <= 80 ? 26 : accounts <= 400 ? 18 : accounts <= 1_200 ? 13 : 10;
  return { pitch, perRow: Math.max(1, Math.floor(width / pitch)) };
}
