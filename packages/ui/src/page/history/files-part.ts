import { durationText, h, hasWords, LongList, SortHead, section, tableBox } from "@regatta/report/page";
import type { FileStats, RunStats } from "@regatta/stats";
import { percentText } from "../figures.ts";
import { fileButton } from "./file-button.ts";
import type { HistoryPart } from "./history-part.ts";
import { recentStrip } from "./recent-strip.ts";

const AT_ONCE = 20;

const columns = {
  File: ({ file }: FileStats) => file,
  "Takes (median)": ({ passMs }: FileStats) => -(passMs?.median ?? 0),
  "95 % within": ({ passMs }: FileStats) => -(passMs?.p95 ?? 0),
  Growth: ({ growth }: FileStats) => (growth ? growth.beforeMs - growth.nowMs : 0),
  "All attempts": ({ totalMs }: FileStats) => -totalMs,
  "For nothing": ({ repeatedMs }: FileStats) => -repeatedMs,
  Runs: ({ runs }: FileStats) => -runs,
};

/** Every test file: how long it takes, whether it grows, what it takes of everybody's time. */
export class FilesPart implements HistoryPart {
  readonly element: HTMLElement;
  readonly #open: (file: FileStats) => void;
  readonly #rows: LongList;
  readonly #head: SortHead<FileStats, keyof typeof columns>;
  #files: readonly FileStats[] = [];

  /** @param open shows all that is known of a file. */
  constructor(open: (file: FileStats) => void) {
    this.#open = open;
    const body = h("tbody");
    this.#rows = new LongList(body, AT_ONCE);
    this.#head = new SortHead({ columns, first: "Takes (median)", onChange: () => this.#fill() });
    this.#head.element.firstElementChild?.append(h("th", { scope: "col" }, "Last results"));
    this.element = section(
      "history-files",
      "Slowest and growing files",
      h(
        "p",
        { class: "hint dim" },
        "Press a column to sort by it. Growth: what a pass takes now, over what it took at first.",
      ),
      tableBox("Test files and how long they take", this.#head.element, body),
      this.#rows.more,
    );
  }

  show({ files }: RunStats, text: string): void {
    this.element.hidden = files.length === 0;
    this.#files = files.filter(({ file }) => hasWords(file, text));
    this.#fill();
  }

  #fill(): void {
    const files = this.#head.sorted(this.#files);
    this.#rows.fill(
      files.map((file) => ({ key: `${file.suite}\n${file.file}`, of: [file], make: () => this.#row(file) })),
    );
  }

  #row(file: FileStats): HTMLElement {
    const { passMs, growth, totalMs, repeatedMs, runs, recent } = file;
    const strip = h("td", {});
    strip.append(recentStrip(recent));
    return h(
      "tr",
      {},
      h("th", { scope: "row", class: "wide" }, fileButton(file, this.#open)),
      h("td", { class: "number" }, passMs && durationText(passMs.median)),
      h("td", { class: "number" }, passMs && durationText(passMs.p95)),
      h("td", { class: "number" }, growth && growthText(growth)),
      h("td", { class: "number" }, durationText(totalMs)),
      h("td", { class: "number" }, repeatedMs > 0 && durationText(repeatedMs)),
      h("td", { class: "number" }, String(runs)),
      strip,
    );
  }
}

/** How much a file grew: `+40 %`. Pure. */
export function growthText({ beforeMs, nowMs }: NonNullable<FileStats["growth"]>): string {
  const share = nowMs / Math.max(1, beforeMs) - 1;
  return `${share < 0 ? "−" : "+"}${percentText(Math.abs(share))}`;
}
