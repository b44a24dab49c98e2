import { durationText, h, hasWords, LongList, SortHead, section, tableBox } from "@regatta/report/page";
import type { RunPoint, RunStats } from "@regatta/stats";
import { moneyText, numberText, roughText, utcText } from "../figures.ts";
import type { HistoryPart } from "./history-part.ts";
import { splitBar } from "./split-bar.ts";

const AT_ONCE = 25;

const columns = {
  Ended: ({ to }: RunPoint) => -to,
  Run: ({ runId }: RunPoint) => runId,
  How: ({ outcome }: RunPoint) => outcome,
  Took: ({ from, to }: RunPoint) => from - to,
  Accounts: ({ accounts }: RunPoint) => -accounts,
  Files: ({ files }: RunPoint) => -files,
  Failed: ({ failed }: RunPoint) => -failed,
  Flaky: ({ flaky }: RunPoint) => -flaky,
  Deployed: ({ deployed }: RunPoint) => -deployed,
  Cost: ({ money, machineMs }: RunPoint) => -(money ?? machineMs),
  "Who and why": ({ by }: RunPoint) => by,
};

/** Every run, the last first. */
export class RunsPart implements HistoryPart {
  readonly element: HTMLElement;
  readonly #rows: LongList;
  readonly #head: SortHead<RunPoint, keyof typeof columns>;
  #runs: readonly RunPoint[] = [];
  #longest = 1;
  #currency = "";

  constructor() {
    const body = h("tbody");
    this.#rows = new LongList(body, AT_ONCE);
    this.#head = new SortHead({ columns, first: "Ended", onChange: () => this.#fill() });
    this.element = section(
      "history-runs",
      "Runs",
      tableBox("All runs, the last first", this.#head.element, body),
      this.#rows.more,
    );
  }

  show({ runs, cost }: RunStats, text: string): void {
    this.#currency = cost.money?.currency ?? "";
    this.element.hidden = runs.length === 0;
    this.#longest = Math.max(1, ...runs.map(({ from, to }) => to - from));
    this.#runs = runs.filter((run) => hasWords(wordsOf(run), text));
    this.#fill();
  }

  #fill(): void {
    const runs = this.#head.sorted(this.#runs);
    const longest = this.#longest;
    this.#rows.fill(
      runs.map((run) => ({
        key: `${run.runId} ${run.to}`,
        of: [run, longest, this.#currency],
        make: () => runRow(run, longest, this.#currency),
      })),
    );
  }
}

/** What a run is found by. Pure. */
export function wordsOf({ runId, purpose, outcome, by, commit = "", reason }: RunPoint): string {
  return [runId, purpose, outcome, by, commit, reason].join("\n");
}

function runRow(run: RunPoint, longest: number, currency: string): HTMLElement {
  const { runId, purpose, outcome, from, to, accounts, files, failed, flaky, deployed, time } = run;
  const some = (count: number) => h("td", { class: "number" }, count > 0 && numberText(count));
  const kind = purpose === "tests" ? (run.partial ? "part" : "") : purpose;
  return h(
    "tr",
    {},
    h("td", { class: "number" }, utcText(to)),
    h(
      "th",
      { scope: "row" },
      h("code", { class: "run-id" }, runId),
      kind !== "" && h("span", { class: "dim" }, ` ${kind}`),
    ),
    h("td", {}, h("span", { class: `chip run-${outcome}` }, outcome)),
    h("td", { class: "number" }, splitBar(time, longest), durationText(to - from)),
    some(accounts),
    some(files),
    some(failed),
    some(flaky),
    some(deployed),
    h(
      "td",
      { class: "number" },
      run.money === undefined ? roughText(run.machineMs) : moneyText(run.money, currency),
    ),
    h("td", { class: "wide" }, h("span", { class: "headline", title: whoText(run) }, whoText(run))),
  );
}

function whoText({ reason, by, commit, containers }: RunPoint): string {
  const parts = [reason, by, commit?.slice(0, 10), containers > 1 && `${containers} containers`];
  return parts.filter(Boolean).join(" · ");
}
