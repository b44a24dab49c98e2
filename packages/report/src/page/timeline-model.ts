import type { ReportData, ReportSpan } from "../report-data.ts";
import { type FileFilter, noFilter } from "./file-filter.ts";
import { itemFilter } from "./item-filter.ts";
import { type Chosen, chosenAfter } from "./timeline-keys.ts";
import { type TimelineItem, type TimelineRow, timelineRows } from "./timeline-rows.ts";
import { around, followed, moved, showing, type ViewRange, zoomed } from "./view-range.ts";

/** What of the timeline is shown, and what of it is chosen. Knows nothing of how it is drawn. */
export class TimelineModel {
  data: ReportData;
  /** How long the run was, ms; something even where it was no time at all. */
  total: number;
  rows: readonly TimelineRow[];
  range: ViewRange;
  chosen: Chosen | undefined;
  isWanted: (item: TimelineItem) => boolean = () => true;
  #all: readonly TimelineRow[];
  #filter = noFilter;

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
    const before = [this.chosenRow, this.chosenItem] as const;
    this.#filter = filter;
    const { account } = filter;
    this.isWanted = itemFilter(filter, this.data);
    this.rows = account === "" ? this.#all : this.#all.filter((row) => row.account.account === account);
    this.chosen = sameIn(this.rows, ...before);
  }

  /** The run has gone on. What is shown and what is chosen stay what they are, as far as they can. */
  update(data: ReportData): void {
    const [before, row, item] = [this.total, this.chosenRow, this.chosenItem];
    this.data = data;
    this.total = Math.max(1, data.run.durationMs);
    this.#all = timelineRows(data);
    this.filter(this.#filter);
    this.chosen = sameIn(this.rows, row, item);
    this.range = followed(this.range, before, this.total);
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

function sameIn(
  rows: readonly TimelineRow[],
  row: TimelineRow | undefined,
  item: TimelineItem | undefined,
): Chosen | undefined {
  const index = rows.findIndex(({ account }) => account.account === row?.account.account);
  if (!row || index < 0) return undefined;
  return {
    row: index,
    item: rows[index]?.items.findIndex((one) => item && isSame(one.span, item.span)) ?? -1,
  };
}

function isSame(one: ReportSpan, other: ReportSpan): boolean {
  const { kind, from, file, attempt, deploy } = one;
  return (
    kind === other.kind &&
    from === other.from &&
    file === other.file &&
    attempt === other.attempt &&
    deploy === other.deploy
  );
}
