import { type Child, DetailsPanel, h } from "@regatta/report/page";
import type { FileStats, RunStats } from "@regatta/stats";
import { isSlash } from "../is-slash.ts";
import { PartLinks } from "../part-links.ts";
import type { PlotData } from "../plots/plot-data.ts";
import { PlotPart, type PlotPartOptions } from "../plots/plot-part.ts";
import { AccountsPart } from "./accounts-part.ts";
import { CausesPart } from "./causes-part.ts";
import { costText } from "./cost-text.ts";
import { FailingPart } from "./failing-part.ts";
import { filePanel } from "./file-panel.ts";
import { FilesPart } from "./files-part.ts";
import { GroupsPart, type Only } from "./groups-part.ts";
import { HeldUpPart } from "./held-up-part.ts";
import { HistoryHead } from "./history-head.ts";
import type { HistoryPart } from "./history-part.ts";
import { HoursPart } from "./hours-part.ts";
import {
  accountTimeData,
  durationData,
  machineData,
  outcomeData,
  runDots,
  shareData,
  timeData,
} from "./period-data.ts";
import { plots } from "./plots.ts";
import { RunsPart } from "./runs-part.ts";
import { ServicesPart } from "./services-part.ts";

export interface HistoryViewOptions {
  /** Where the reader says how far back it goes, if that can be said. */
  choice?: Child;
  /** Shows only runs of a suite, or on a branch, if that can be asked for; nothing named: all. */
  ask?: (only: Only) => void;
}

/** What weeks of runs add up to, in plots and tables: the History tab, and the file that `regatta stats --output` writes. */
export class HistoryView {
  readonly element: HTMLElement;
  readonly #head: HistoryHead;
  readonly #search = h("input", {
    type: "search",
    id: "history-q",
    placeholder: "file, run, service, account",
    autocomplete: "off",
    spellcheck: "false",
  });
  readonly #body: HTMLElement;
  readonly #nothing = h(
    "p",
    { class: "nothing-yet", hidden: true },
    "Every run, deploy, warming and cleaning leaves a record from now on. Or look further back.",
  );
  readonly #cost = h("p", { class: "hint dim" });
  readonly #panel = new DetailsPanel(() => undefined);
  readonly #parts: readonly HistoryPart[];
  readonly #links: PartLinks;
  #stats: RunStats | undefined;

  constructor({ choice, ask }: HistoryViewOptions = {}) {
    this.#head = new HistoryHead(choice, ask);
    const open = (file: FileStats) => this.#panel.show(file.file, filePanel(file));
    const named = {
      Runs: plotted(plots.outcomes, outcomeData),
      Time: plotted(plots.time, timeData),
      "Flaky files": new FailingPart(open),
      "Slow files": new FilesPart(open),
      "Use of the pool": plotted(plots.shares, shareData),
      Cost: plotted(plots.machines, machineData, this.#cost),
      Suites: new GroupsPart(ask),
      Services: new ServicesPart(),
      Accounts: new AccountsPart(),
      "Dirty accounts": new CausesPart(),
      "Held up": new HeldUpPart(),
      "All runs": new RunsPart(),
    };
    this.#parts = [
      named.Runs,
      plotted(plots.durations, durationData),
      named.Time,
      plotted(plots.dots, runDots),
      named["Flaky files"],
      named["Slow files"],
      named["Use of the pool"],
      plotted(plots.use, accountTimeData),
      new HoursPart(),
      named.Cost,
      named.Suites,
      named.Services,
      named.Accounts,
      named["Dirty accounts"],
      named["Held up"],
      named["All runs"],
    ];
    const elements = this.#parts.map(({ element }) => element);
    const links = Object.entries(named).map(([name, { element }]) => [name, element] as const);
    this.#links = new PartLinks("Parts of the history", Object.fromEntries(links));
    this.#search.addEventListener("input", () => this.#draw());
    const filter = h(
      "form",
      { class: "filter", role: "search", "aria-label": "Search", submit: (event) => event.preventDefault() },
      h("label", { for: "history-q" }, "Search"),
      this.#search,
    );
    this.#body = h(
      "div",
      {},
      h("div", { class: "bar-top" }, this.#links.element, filter),
      h("div", { class: "parts" }, ...elements),
    );
    this.element = h(
      "div",
      { class: "history", hidden: true },
      this.#head.element,
      this.#nothing,
      this.#body,
      this.#panel.element,
    );
  }

  update(stats: RunStats): void {
    if (stats === this.#stats) return;
    this.#stats = stats;
    this.element.hidden = false;
    this.#draw();
  }

  /** Closes what is open beside it. */
  close(): void {
    this.#panel.close();
  }

  /** `/` goes to the search. */
  onKey(event: KeyboardEvent): void {
    if (!isSlash(event)) return;
    event.preventDefault();
    this.#search.focus();
    this.#search.select();
  }

  #draw(): void {
    const stats = this.#stats;
    if (!stats) return;
    this.#head.show(stats);
    const isNothing = stats.firstAt === undefined && stats.files.length === 0;
    this.#nothing.hidden = !isNothing;
    this.#body.hidden = isNothing;
    if (isNothing) return;
    this.#cost.textContent = costText(stats);
    for (const part of this.#parts) part.show(stats, this.#search.value);
    this.#links.update();
  }
}

function plotted(
  options: PlotPartOptions,
  data: (stats: RunStats) => PlotData,
  ...below: Child[]
): HistoryPart {
  const part = new PlotPart(options, ...below);
  return { element: part.element, show: (stats) => part.show(data(stats)) };
}
