import type { RunStats } from "@regatta/stats";

/** A part of the history. */
export interface HistoryPart {
  element: HTMLElement;
  /** Shows what runs add up to. @param text what the reader searches for; parts without names leave it alone. */
  show(stats: RunStats, text: string): void;
}
