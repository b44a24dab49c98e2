import { h } from "@regatta/report/page";

/** A time that goes on while it is looked at: how long ago something was, or how long until it is. */
export function ticking(at: number, kind: "since" | "until"): HTMLElement {
  return h("time", { class: "ticking", datetime: new Date(at).toISOString(), [`data-${kind}`]: at });
}

/**
 * Has the times below an element say what they are now.
 * @param now the server's time, ms. @param text a duration, ms, in words.
 */
export function tick(root: ParentNode, now: number, text: (ms: number) => string): void {
  for (const element of root.querySelectorAll<HTMLElement>(".ticking")) {
    const { since, until } = element.dataset;
    const words =
      since === undefined ? untilText(Number(until) - now, text) : text(Math.max(0, now - Number(since)));
    if (element.textContent !== words) element.textContent = words;
  }
}

function untilText(ms: number, text: (ms: number) => string): string {
  return ms > 0 ? text(ms) : `ran out ${text(-ms)} ago`;
}
