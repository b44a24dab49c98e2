import type { AccountEnd, ReportFile } from "../report-data.ts";
import { h } from "./dom.ts";

/** `timed-out` as people write it. */
export function wordOf(name: string): string {
  return name.replaceAll("-", " ");
}

/** Whether a file with this verdict makes the run red. */
export function isRed(verdict: ReportFile["verdict"]): boolean {
  return verdict !== "passed" && verdict !== "flaky" && verdict !== "quarantined";
}

/** A verdict, or what an attempt says, in its colour. */
export function chip(name: string): HTMLElement {
  return h("span", { class: `chip v-${name}` }, wordOf(name));
}

/** How an account left the run, in its colour. */
export function endChip(kind: AccountEnd["kind"]): HTMLElement {
  const words = {
    released: "handed back",
    dirty: "dirty",
    kept: "kept",
    lost: "lost",
    held: "not handed back",
  };
  return h("span", { class: `chip v-end-${kind}` }, words[kind]);
}
