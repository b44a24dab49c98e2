import type { AccountEnd, ReportFile } from "../report-data.ts";
import { h } from "./dom.ts";

/** `timed-out` as people write it. */
export function wordOf(name: string): string {
  return name.replaceAll("-", " ");
}

/** Whether a file with this verdict makes the run red. */
export function isRed(verdict: ReportFile["verdict"]): boolean {
  return !["passed", "flaky", "quarantined", "running", "waiting"].includes(verdict);
}

/** A verdict, or what an attempt says, in its colour. */
export function chip(name: string): HTMLElement {
  return h("span", { class: `chip v-${name}` }, wordOf(name));
}

/** How an account left the run, in its colour. @param isUnderWay the run is: what it holds is no trouble. */
export function endChip(kind: AccountEnd["kind"], isUnderWay: boolean): HTMLElement {
  if (kind === "held" && isUnderWay) return h("span", { class: "chip v-running" }, "held");
  const words = {
    released: "handed back",
    dirty: "dirty",
    kept: "kept",
    lost: "lost",
    held: "not handed back",
  };
  return h("span", { class: `chip v-end-${kind}` }, words[kind]);
}
