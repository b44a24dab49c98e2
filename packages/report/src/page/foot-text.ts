import type { ReportData } from "../report-data.ts";

/** What the page was made from, and what of that is not on it. */
export function footText({ run, shortened }: ReportData): string {
  const cut =
    shortened === 0
      ? ""
      : ` ${shortened} long texts are cut in the middle, to keep the page small: the events and the JUnit report have them whole.`;
  return `Made from the events of ${run.id || "a run"} by Regatta ${run.version}.${cut}`;
}
