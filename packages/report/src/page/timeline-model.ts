import type { ReportData } from "../report-data.ts";
import type { FileFilter } from "./file-filter.ts";
import { itemFilter } from "./item-filter.ts";
import { type Chosen, chosenAfter } from "./timeline-keys.ts";
import { type TimelineItem, type TimelineRow, timelineRows } from "./timeline-rows.ts";
import { around, moved, showing, type ViewRange, zoomed } from "./view-range.ts";

/** What of the timeline is shown, and what of it is chosen. Knows nothing of how it is drawn. */
export class TimelineModel {
  readonly data: ReportData;
  /** How long the run was, ms; something even where it was no time at all. */
  readonly total: number;
  rows: readonly TimelineRow[];
  range: ViewRange;
  chosen: Chosen | undefined;
  isWanted: (item: TimelineItem) => boolean = () => true;
  readonly #all: readonly TimelineRow[];

  constructor(data: ReportData) {
    this.data = data;
    this.total = Math.max(1, data.run.durationMs);
    this.#all = timelineRows(data);
    this.rows = this.#all;
    this.range = { from: 0, to: this.total };
  }

  get chosenRow(): TimelineRow | undefined {
    return this.rows[this.chosen?.row ?? -1];
  }

  get chosenItem(): TimelineItem | undefined {
    return this.chosenRow?.items[this.chosen?.item ?? -1];
  }

  /** Shows the accounts that are wanted; of what is not wanted in them only shadows are drawn. */
  filter(filter: FileFilter): void {
    const { account } = filter;
    this.isWanted = itemFilter(filter, this.data);
    this.rows = account === "" ? this.#all : this.#all.filter((row) => row.account.account === account);
    this.chosen = undefined;
  }

  /** @param factor below 1 is closer. @param moment what stays where it is, ms; the middle when left out. */
  zoom(factor: number, moment = (this.range.from + this.range.to) / 2): void {
    this.range = zoomed(this.range, this.total, moment, factor);
  }

  /** @param by ms, later when positive. */
  pan(by: number): void {
    this.range = moved(this.range, this.total, by);
  }

  /** Shows as long a part of the run around another moment. */
  centreOn(moment: number): void {
    this.pan(moment - (this.range.from + this.range.to) / 2);
  }

  showAll(): void {
    this.range = { from: 0, to: this.total };
  }

  showChosenClose(): void {
    if (this.chosenItem) this.range = around(this.chosenItem, this.total);
  }

  /** Chooses by a key, and shows what is chosen. @returns whether the key is one of those. */
  chooseByKey(key: string): boolean {
    const next = chosenAfter(key, this.chosen, this.rows);
    if (!next) return false;
    this.chosen = next;
    if (this.chosenItem) this.range = showing(this.range, this.chosenItem, this.total);
    return true;
  }
}
