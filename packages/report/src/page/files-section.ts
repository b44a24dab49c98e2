import type { ReportFile } from "../report-data.ts";
import { verdictOrder } from "../verdict-order.ts";
import { type Child, h, section, tableBox } from "./dom.ts";
import { isWanted } from "./file-filter.ts";
import type { ListItem } from "./keyed-list.ts";
import { accountLink, fileLink } from "./links.ts";
import { LongList } from "./long-list.ts";
import type { PagePart } from "./page-part.ts";
import { SortHead } from "./sort-head.ts";
import { durationText, momentText } from "./time-text.ts";
import { chip } from "./verdict-text.ts";

const AT_ONCE = 100;

/** @param now how far the run is, ms. */
const columnsAt = (now: () => number) => ({
  Verdict: ({ verdict }: ReportFile) => verdictOrder.indexOf(verdict),
  File: ({ file }: ReportFile) => file,
  Took: (file: ReportFile) => -(file.durationMs ?? soFar(file, now()) ?? -1),
  Expected: ({ expectedMs = -1 }: ReportFile) => -expectedMs,
  Began: ({ attempts }: ReportFile) => attempts[0]?.from ?? Number.POSITIVE_INFINITY,
  Attempts: ({ attempts }: ReportFile) => -attempts.length,
  Account: ({ account = "" }: ReportFile) => account,
});

/** Every file that is wanted, in the order the reader chooses; the slowest first to begin with. */
export function filesSection(): PagePart {
  const body = h("tbody");
  const list = new LongList(body, AT_ONCE);
  let wanted: readonly ReportFile[] = [];
  let now = 0;
  const fill = () => list.fill(head.sorted(wanted).map((file) => itemOf(file, now)));
  const head = new SortHead({ columns: columnsAt(() => now), first: "Took", onChange: fill });
  return {
    element: section(
      "files",
      "Files, the slowest first",
      tableBox("All test files that the filter wants", head.element, body),
      list.more,
    ),
    update({ files, run }, filter) {
      // Bars are lengthened by the style: a row need not be made anew for a longest that is another one.
      const longest = Math.max(1, ...files.map(({ durationMs = 0 }) => durationMs));
      body.style.setProperty("--longest", String(longest));
      now = run.durationMs;
      wanted = files.filter((file) => isWanted(file, filter));
      fill();
      return files.length > 0 ? "Files" : undefined;
    },
  };
}

/** @param now how far the run is, ms. */
function itemOf(file: ReportFile, now: number): ListItem {
  return {
    key: file.file,
    of: [file],
    make: () => row(file, now),
    refresh(element) {
      const time = element.querySelector(".so-far");
      if (time) time.textContent = soFarText(file, now);
    },
  };
}

function row(file: ReportFile, now: number): HTMLElement {
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
    cell(durationMs === undefined ? soFarCell(file, now) : lengthBar(durationMs), "number"),
    cell(expectedMs === undefined ? "" : durationText(expectedMs), "number dim"),
    cell(attempts[0] ? momentText(attempts[0].from) : "", "number"),
    cell(attempts.length === 0 ? "" : String(attempts.length), "number"),
    cell(account !== undefined && accountLink(account)),
  );
}

function cell(child: Child, className?: string): HTMLElement {
  return h("td", { class: className }, child);
}

/** How long a file has run, ms; undefined where it does not run. */
function soFar({ verdict, attempts }: ReportFile, now: number): number | undefined {
  const from = attempts.at(-1)?.from;
  return verdict === "running" && from !== undefined ? Math.max(0, now - from) : undefined;
}

function soFarCell(file: ReportFile, now: number): Child {
  return file.verdict === "running" && h("span", { class: "dim so-far" }, soFarText(file, now));
}

function soFarText(file: ReportFile, now: number): string {
  const ms = soFar(file, now);
  return ms === undefined ? "" : `${durationText(ms)} so far`;
}

/** A duration, and how it compares with the longest. */
function lengthBar(ms: number): HTMLElement {
  const bar = h("span", { class: "length", "aria-hidden": "true" });
  bar.style.setProperty("--ms", String(ms));
  return h("span", { class: "length-cell" }, bar, h("span", {}, durationText(ms)));
}
