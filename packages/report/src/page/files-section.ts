import type { ReportData, ReportFile } from "../report-data.ts";
import { verdictOrder } from "../verdict-order.ts";
import { type Child, h, section, tableBox } from "./dom.ts";
import { isWanted } from "./file-filter.ts";
import { accountLink, fileLink } from "./links.ts";
import { LongList } from "./long-list.ts";
import type { PagePart } from "./page-part.ts";
import { SortHead } from "./sort-head.ts";
import { durationText, momentText } from "./time-text.ts";
import { chip } from "./verdict-text.ts";

const AT_ONCE = 100;

const columns = {
  Verdict: ({ verdict }: ReportFile) => verdictOrder.indexOf(verdict),
  File: ({ file }: ReportFile) => file,
  Took: ({ durationMs = -1 }: ReportFile) => -durationMs,
  Expected: ({ expectedMs = -1 }: ReportFile) => -expectedMs,
  Began: ({ attempts }: ReportFile) => attempts[0]?.from ?? Number.POSITIVE_INFINITY,
  Attempts: ({ attempts }: ReportFile) => -attempts.length,
  Account: ({ account = "" }: ReportFile) => account,
};

/** Every file that is wanted, in the order the reader chooses; the slowest first to begin with. */
export function filesSection(data: ReportData): PagePart | undefined {
  if (data.files.length === 0) return undefined;
  const body = h("tbody");
  const list = new LongList(body, AT_ONCE);
  const longest = Math.max(1, ...data.files.map(({ durationMs = 0 }) => durationMs));
  let wanted: readonly ReportFile[] = data.files;
  const fill = () => list.fill(head.sorted(wanted).map((file) => () => row(file, longest)));
  const head = new SortHead({ columns, first: "Took", onChange: fill });
  return {
    name: "Files",
    element: section(
      "files",
      "Files, the slowest first",
      tableBox("All test files that the filter wants", head.element, body),
      list.more,
    ),
    filter(filter) {
      wanted = data.files.filter((file) => isWanted(file, filter));
      fill();
    },
  };
}

function row(file: ReportFile, longest: number): HTMLElement {
  const { verdict, attempts, durationMs, expectedMs, account } = file;
  return h(
    "tr",
    {},
    cell(chip(verdict)),
    h(
      "th",
      { scope: "row", class: "wide" },
      fileLink(file.file),
      file.headline !== undefined && h("span", { class: "dim headline" }, file.headline),
    ),
    cell(durationMs !== undefined && lengthBar(durationMs, longest), "number"),
    cell(expectedMs === undefined ? "" : durationText(expectedMs), "number dim"),
    cell(attempts[0] ? momentText(attempts[0].from) : "", "number"),
    cell(attempts.length === 0 ? "" : String(attempts.length), "number"),
    cell(account !== undefined && accountLink(account)),
  );
}

function cell(child: Child, className?: string): HTMLElement {
  return h("td", { class: className }, child);
}

/** A duration, and how it compares with the longest. */
function lengthBar(ms: number, longest: number): HTMLElement {
  const bar = h("span", { class: "length", "aria-hidden": "true" });
  bar.style.setProperty("--share", String(ms / longest));
  return h("span", { class: "length-cell" }, bar, h("span", {}, durationText(ms)));
}
