import { durationText, h, headOf, tableBox } from "@regatta/report/page";
import type { FileStats } from "@regatta/stats";
import { countText, percentText, utcText } from "../figures.ts";
import { growthText } from "./files-part.ts";

/** All that is known of a file. */
export function filePanel(file: FileStats): HTMLElement {
  const { suite, runs, flakyRuns, flakyShare, flips, redRuns, passMs, growth, totalMs, repeatedMs } = file;
  const rows: Array<[string, string | false | undefined]> = [
    ["suite", suite],
    ["had a result in", countText(runs, "run")],
    [
      "flaky in",
      flakyRuns > 0 &&
        `${flakyRuns} (${percentText(flakyShare)})${flips > 0 ? `; ${flips} failed while another run of the same code passed` : ""}`,
    ],
    ["made red", redRuns > 0 && countText(redRuns, "run")],
    [
      "a pass takes",
      passMs &&
        `${durationText(passMs.median)} in the middle, 95 % within ${durationText(passMs.p95)}, longest ${durationText(passMs.most)}`,
    ],
    [
      "growth",
      growth &&
        `${growthText(growth)}: ${durationText(growth.beforeMs)} at first, now ${durationText(growth.nowMs)}`,
    ],
    ["all attempts", durationText(totalMs)],
    ["for nothing", repeatedMs > 0 && durationText(repeatedMs)],
  ];
  return h(
    "div",
    {},
    h(
      "dl",
      { class: "pairs" },
      ...rows.flatMap(([name, value]) => (value ? [h("dt", {}, name), h("dd", {}, value)] : [])),
    ),
    ...lastFailures(file),
    h("h3", {}, "Last results"),
    results(file),
  );
}

function lastFailures({ lastFailures: failures }: FileStats): HTMLElement[] {
  if (failures.length === 0) return [];
  const items = failures.map(({ at, runId, account, by, commit, class: how, test, message }) =>
    h(
      "div",
      { class: "attempt" },
      h("p", {}, h("span", { class: `chip v-${how}` }, how), ` ${utcText(at)} in `, h("code", {}, account)),
      h(
        "p",
        { class: "dim" },
        `run ${runId}, ${by}${commit === undefined ? "" : `, commit ${commit.slice(0, 10)}`}`,
      ),
      test !== undefined && h("p", { class: "test failed" }, test),
      h("pre", { class: "output", tabindex: 0 }, message),
    ),
  );
  return [h("h3", {}, "Last failures"), ...items];
}

function results({ file, recent }: FileStats): HTMLElement {
  const rows = recent
    .toReversed()
    .map(({ at, verdict, ms }) =>
      h(
        "tr",
        {},
        h("td", {}, utcText(at)),
        h("td", {}, h("span", { class: `chip v-${verdict}` }, verdict)),
        h("td", { class: "number" }, ms !== undefined && durationText(ms)),
      ),
    );
  return tableBox(`Last results of ${file}`, headOf("When (UTC)", "How", "Took"), h("tbody", {}, ...rows));
}
