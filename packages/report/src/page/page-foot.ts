import type { ReportData } from "../report-data.ts";
import { h } from "./dom.ts";

/** What the page was made from, and what of that is not on it. */
export function pageFoot({ run, shortened }: ReportData): HTMLElement {
  const cut =
    shortened === 0
      ? ""
      : ` ${shortened} long texts are cut in the middle, to keep the page small: the events and the JUnit report have them whole.`;
  return h("footer", {}, `Made from the events of ${run.id || "a run"} by Regatta ${run.version}.${cut}`);
}
