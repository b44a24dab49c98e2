import { h, hasWords, headOf, LongList, section, tableBox } from "@regatta/report/page";
import type { FileStats, RunStats } from "@regatta/stats";
import { percentText, utcText } from "../figures.ts";
import { fileButton } from "./file-button.ts";
import type { HistoryPart } from "./history-part.ts";
import { recentStrip } from "./recent-strip.ts";

/** Files that were flaky or made runs red, the worst first, with what they said last. */
export class FailingPart implements HistoryPart {
  readonly element: HTMLElement;
  readonly #open: (file: FileStats) => void;
  readonly #rows: LongList;
  readonly #box: HTMLElement;
  readonly #none = h("p", { class: "dim" }, "No file was flaky or made a run red.");

  /** @param open shows all that is known of a file. */
  constructor(open: (file: FileStats) => void) {
    this.#open = open;
    const body = h("tbody");
    this.#rows = new LongList(body, 10);
    const head = headOf("File", "Flaky", "Red", "Of runs", "Last results", "What it said last");
    this.#box = tableBox("Flaky files, and files that made runs red", head, body);
    this.element = section(
      "history-failing",
      "Flaky and failing files",
      h(
        "p",
        { class: "hint dim" },
        "Flaky: it failed and passed in one run, or in runs of the same code. Red: it failed, crashed or timed out in the end.",
      ),
      this.#none,
      this.#box,
      this.#rows.more,
    );
  }

  show({ files }: RunStats, text: string): void {
    const failing = failingFiles(files).filter(({ file }) => hasWords(file, text));
    this.#none.hidden = failing.length > 0;
    this.#box.hidden = failing.length === 0;
    this.#rows.fill(
      failing.map((file) => ({
        key: `${file.suite}\n${file.file}`,
        of: [file],
        make: () => this.#row(file),
      })),
    );
  }

  #row(file: FileStats): HTMLElement {
    const { flakyRuns, flakyShare, redRuns, runs, recent, lastFailures } = file;
    const [last] = lastFailures;
    const said = last && `${last.test ?? ""} ${last.message}`.replace(/\s+/g, " ").trim();
    return h(
      "tr",
      {},
      h("th", { scope: "row", class: "name" }, fileButton(file, this.#open)),
      h("td", { class: "number" }, flakyRuns > 0 && `${flakyRuns} (${percentText(flakyShare)})`),
      h("td", { class: "number" }, redRuns > 0 && String(redRuns)),
      h("td", { class: "number" }, String(runs)),
      h("td", {}, recentCell(recent)),
      h(
        "td",
        { class: "wide" },
        last &&
          h(
            "span",
            { class: "headline", title: said ?? "" },
            h("span", { class: "dim" }, `${utcText(last.at)} · `),
            said ?? "",
          ),
      ),
    );
  }
}

/** Those that were flaky or red, those that cost the most runs first. Pure. */
export function failingFiles(files: readonly FileStats[]): FileStats[] {
  const weight = ({ flakyRuns, redRuns }: FileStats) => flakyRuns + redRuns;
  return files
    .filter((file) => weight(file) > 0)
    .sort((a, b) => weight(b) - weight(a) || b.flakyShare - a.flakyShare);
}

function recentCell(recent: FileStats["recent"]): HTMLElement {
  const cell = h("span", {});
  cell.append(recentStrip(recent));
  return cell;
}
