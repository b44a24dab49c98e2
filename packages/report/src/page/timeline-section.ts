import type { ReportData } from "../report-data.ts";
import { accountUse } from "./account-use.ts";
import { folded } from "./attempt-view.ts";
import { h, headOf, section, tableBox } from "./dom.ts";
import { KeyedList, type ListItem } from "./keyed-list.ts";
import { accountLink, fileLink } from "./links.ts";
import { writeHash } from "./page-hash.ts";
import type { PagePart } from "./page-part.ts";
import { durationText, lengthText, momentText } from "./time-text.ts";
import { Timeline } from "./timeline.ts";
import { type TimelineItem, type TimelineRow, timelineRows } from "./timeline-rows.ts";
import { wordOf } from "./verdict-text.ts";

/** The timeline with its tools, what its colours mean, and the same as a table. */
export function timelineSection(first: ReportData): PagePart {
  let data = first;
  const open = ({ span }: TimelineItem, { account }: TimelineRow) => {
    const file = data.files[span.file ?? -1];
    location.hash = writeHash(file ? { file: file.file } : { account: account.account });
  };
  const timeline = new Timeline({ data, open });
  const above = new KeyedList(h("div"));
  const below = new KeyedList(h("div"));
  return {
    element: section("timeline", "Timeline", tools(timeline), above.box, timeline.element, below.box),
    update(next, filter) {
      if (next !== data) timeline.update(next);
      data = next;
      timeline.change((model) => model.filter(filter));
      above.fill([phases(data)]);
      below.fill([legend(data), asTable(data)]);
      return data.accounts.length > 0 ? "Timeline" : undefined;
    },
  };
}

function tools(timeline: Timeline): HTMLElement {
  const button = (label: string, name: string, click: () => void) =>
    h("button", { type: "button", class: "small", "aria-label": name, title: name, click }, label);
  return h(
    "div",
    { class: "tools" },
    h(
      "p",
      { class: "dim hint", id: "timeline-keys" },
      "Drag to move, pinch or Ctrl and wheel to zoom. Keys: arrows go from one to the next, Enter opens, + and − zoom, [ and ] move, f shows close, 0 shows all.",
    ),
    h(
      "div",
      { class: "buttons" },
      button("−", "Zoom out", () => timeline.change((model) => model.zoom(1 / 0.6))),
      button("+", "Zoom in", () => timeline.change((model) => model.zoom(0.6))),
      button("◀", "Earlier", () => timeline.pan(-200)),
      button("▶", "Later", () => timeline.pan(200)),
      button("All", "All of the run", () => timeline.change((model) => model.showAll())),
    ),
  );
}

function phases({ phases: all, time }: ReportData): ListItem {
  const words = {
    starting: "start",
    waiting: "until the first account",
    working: "deploys and tests",
    ending: "handing back",
  };
  const part = ({ kind, from, to, text }: ReportData["phases"][number]) =>
    h("li", { title: text }, h("strong", {}, durationText(to - from)), ` ${words[kind]}`);
  const least = () =>
    time &&
    h(
      "li",
      { class: "bound" },
      `least possible ${durationText(time.leastMs)}, needed ${durationText(time.makespanMs)}`,
    );
  const make = () => h("ul", { class: "phases" }, ...all.map(part), least());
  return { key: "phases", of: [...all, time], make };
}

function legend(data: ReportData): ListItem {
  const looks = new Set(
    timelineRows(data).flatMap(({ base, items }) => [...base, ...items].map(({ look }) => look)),
  );
  const names: Record<string, string> = {
    open: "idle",
    preparing: "made ready",
    "starting-worker": "starting a worker",
  };
  const ends = new Set(data.accounts.map(({ end }) => end.kind));
  const item = (look: string, name: string) =>
    h("li", {}, h("span", { class: `swatch look-${look}`, "aria-hidden": "true" }), name);
  const make = () =>
    h(
      "ul",
      { class: "legend", "aria-label": "What the colours mean" },
      ...[...looks].map((look) => item(look, names[look] ?? wordOf(look))),
      ...[...ends]
        .filter((kind) => kind !== "held")
        .map((kind) => item(`end-${kind}`, kind === "released" ? "handed back" : `handed back ${kind}`)),
      data.time &&
        h(
          "li",
          {},
          h("span", { class: "swatch look-bound", "aria-hidden": "true" }),
          "least possible, and the last file’s end",
        ),
    );
  return { key: "legend", of: [...looks, ...ends, data.time !== undefined], make };
}

/** For those who cannot see the picture: an account a row, with its files in their order. */
function asTable(data: ReportData): ListItem {
  return {
    key: "table",
    of: [data.accounts, data.files],
    make: () => folded("The timeline as a table", () => accountsAsTable(data)),
  };
}

function accountsAsTable(data: ReportData): HTMLElement {
  const rows = data.accounts.map((account) => {
    const { spans, end } = account;
    const use = accountUse(account, data.run.durationMs);
    const files = spans.flatMap(({ file, attempt, from, to }) => {
      const found = data.files[file ?? -1];
      if (!found) return [];
      const how = wordOf(found.attempts[attempt ?? -1]?.class ?? "");
      const length = lengthText({ from, ...(to === undefined ? {} : { to }) }, data.run);
      return [h("li", {}, `${momentText(from)} `, fileLink(found.file), ` ${how}, ${length}`)];
    });
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, accountLink(account.account)),
      h("td", { class: "number" }, spans[0] ? momentText(spans[0].from) : ""),
      h("td", { class: "number" }, durationText(use.preparing)),
      h("td", { class: "number" }, durationText(use.testing)),
      h("td", { class: "number" }, durationText(use.idle)),
      h(
        "td",
        {},
        [end.kind, end.at === undefined ? "" : `at ${momentText(end.at)}`, end.reason]
          .filter(Boolean)
          .join(" "),
      ),
      h("td", { class: "wide" }, h("ol", { class: "plain" }, ...files)),
    );
  });
  return tableBox(
    "The timeline, account by account",
    headOf("Account", "Leased", "Made ready in", "Ran files for", "Idle for", "End", "Files in their order"),
    h("tbody", {}, ...rows),
  );
}
