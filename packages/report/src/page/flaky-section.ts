import type { ReportData } from "../report-data.ts";
import { h, section } from "./dom.ts";
import { card } from "./failures-section.ts";
import { isWanted } from "./file-filter.ts";
import { LongList } from "./long-list.ts";
import type { PagePart } from "./page-part.ts";

const AT_ONCE = 25;

/** The files that failed in one account and passed in another, and those whose failures are in quarantine. */
export function flakySection({ files }: ReportData): PagePart | undefined {
  const flaky = files.filter(({ verdict }) => verdict === "flaky" || verdict === "quarantined");
  if (flaky.length === 0) return undefined;
  const box = h("div", { class: "cards" });
  const list = new LongList(box, AT_ONCE);
  return {
    name: `Flaky (${flaky.length})`,
    element: section("flaky", "Flaky and quarantined", box, list.more),
    filter: (filter) =>
      list.fill(flaky.filter((file) => isWanted(file, filter)).map((file) => () => card(file, false))),
  };
}
