import type { ReportFile } from "../report-data.ts";
import { printed, whatFailed } from "./attempt-view.ts";
import { h, section } from "./dom.ts";
import { isWanted } from "./file-filter.ts";
import { accountLink, fileLink } from "./links.ts";
import { LongList } from "./long-list.ts";
import { outputText } from "./output-text.ts";
import type { PagePart } from "./page-part.ts";
import { durationText } from "./time-text.ts";
import { chip, isRed } from "./verdict-text.ts";

const AT_ONCE = 25;
const OPEN = 3;

/** The files that make the run red, with what they said; then those without a result, by reason. */
export function failuresSection(): PagePart {
  const box = h("div", { class: "cards" });
  const list = new LongList(box, AT_ONCE);
  const none = h("p", { class: "dim", hidden: true }, "None of them is wanted by the filter.");
  return {
    element: section("failures", "Failures", box, none, list.more),
    update({ files }, filter) {
      const red = files.filter(({ verdict }) => isRed(verdict));
      const wanted = red.filter((file) => isWanted(file, filter));
      const judged = wanted.filter(({ why }) => why === undefined);
      const groups = groupBy(
        wanted.filter(({ why }) => why !== undefined),
        ({ why = "" }) => why,
      );
      none.hidden = wanted.length > 0;
      list.fill([
        ...judged.map((file, i) => ({ key: file.file, of: [file], make: () => card(file, i < OPEN) })),
        ...[...groups].map(([why, some]) => ({
          key: `without a result: ${why}`,
          of: some,
          make: () => withoutResult(why, some),
        })),
      ]);
      return red.length > 0 ? `Failures (${red.length})` : undefined;
    },
  };
}

/** A file that failed, folded or not, with its last attempt. */
export function card(file: ReportFile, isOpen: boolean): HTMLElement {
  const attempt =
    file.attempts.find(({ class: kind }) => kind === "flaky") ??
    file.attempts.find(({ counts }) => counts) ??
    file.attempts.at(-1);
  const summary = h(
    "summary",
    {},
    chip(file.verdict),
    " ",
    h("span", { class: "card-file" }, file.file),
    h("span", { class: "dim headline" }, file.headline ?? ""),
  );
  const details = h("details", { class: "card" }, summary);
  const fill = () => {
    if (details.childElementCount > 1) return;
    const tried = file.attempts.length > 1 ? `${file.attempts.length} attempts` : "all details";
    details.append(
      h(
        "p",
        { class: "card-facts" },
        attempt && accountLink(attempt.account),
        file.container !== undefined && `container ${file.container}`,
        file.durationMs !== undefined && h("span", {}, durationText(file.durationMs)),
        attempt && h("span", {}, attempt.says),
        file.past !== undefined && h("span", {}, file.past),
        file.against !== undefined && h("span", {}, `against ${file.against}`),
        h(
          "a",
          { href: fileLink(file.file).getAttribute("href") ?? "", "aria-label": `${tried} of ${file.file}` },
          tried,
        ),
      ),
    );
    if (!attempt) return;
    const message =
      attempt.message === undefined ? [] : [outputText(attempt.message, `What ${file.file} failed with`)];
    details.append(
      ...[...whatFailed(attempt), ...message, printed(attempt)].filter(
        (child) => child !== undefined && child !== false,
      ),
    );
  };
  details.addEventListener("toggle", fill);
  if (isOpen) {
    details.open = true;
    fill();
  }
  return details;
}

function withoutResult(why: string, files: readonly ReportFile[]): HTMLElement {
  const summary = h(
    "summary",
    {},
    chip(files[0]?.verdict ?? "never-run"),
    " ",
    h("span", { class: "card-file" }, `${files.length} without a result`),
    h("span", { class: "dim headline" }, why),
  );
  return h(
    "details",
    { class: "card" },
    summary,
    h("ul", {}, ...files.map(({ file }) => h("li", {}, fileLink(file)))),
  );
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}
