import { h } from "./dom.ts";

/** A sentence with what stands between backticks as code. */
export function withCode(text: string): Array<HTMLElement | string> {
  return text.split(/`([^`]+)`/).map((part, i) => (i % 2 === 1 ? h("code", {}, part) : part));
}
