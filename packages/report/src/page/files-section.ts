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
export function filesSection(): PagePart {
  const body = h("tbody");
  const list = new LongList(body, AT_ONCE);
  let longest = 1;
  let wanted: readonly ReportFile[] = [];
  let now = 0;
  const fill = () => list.fill(head.sorted(wanted).map((file) => itemOf(file, { longest, now })));
  const head = new SortHead({ columns, first: "Took", onChange: fill });
  return {
    element: section(
      "files",
      "Files, the slowest first",
      tableBox("All test files that the filter wants", head.element, body),
      list.more,
    ),
    update({ files, run }, filter) {
      longest = Math.max(1, ...files.map(({ durationMs = 0 }) => durationMs));
      now = run.durationMs;
      wanted = files.filter((file) => isWanted(file, filter));
      fill();
      return files.length > 0 ? "Files" : undefined;
    },
  };
}

interface Scale {
  longest: number;
  /** How far the run is, ms. */
  now: number;
}

function itemOf(file: ReportFile, { longest, now }: Scale): ListItem {
  const scale = { longest, now: file.verdict === "running" ? now : 0 };
  return { key: file.file, of: [file, scale.longest, scale.now], make: () => row(file, scale) };
}

function row(file: ReportFile, { longest, now }: Scale): HTMLElement {
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
    cell(durationMs === undefined ? soFar(file, now) : lengthBar(durationMs, longest), "number"),
    cell(expectedMs === undefined ? "" : durationText(expectedMs), "number dim"),
    cell(attempts[0] ? momentText(attempts[0].from) : "", "number"),
    cell(attempts.length === 0 ? "" : String(attempts.length), "number"),
    cell(account !== undefined && accountLink(account)),
  );
}

function cell(child: Child, className?: string): HTMLElement {
  return h("td", { class: className }, child);
}

function soFar({ verdict, attempts }: ReportFile, now: number): Child {
  const from = attempts.at(-1)?.from;
  if (verdict !== "running" || from === undefined) return undefined;
  return h("span", { class: "dim" }, `${durationText(now - from)} so far`);
}

/** A duration, and how it compares with the longest. */
function lengthBar(ms: number, longest: number): HTMLElement {
  const bar = h("span", { class: "length", "aria-hidden": "true" });
  bar.style.setProperty("--share", String(ms / longest));
  return h("span", { class: "length-cell" }, bar, h("span", {}, durationText(ms)));
}
