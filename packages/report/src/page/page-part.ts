import type { ReportData } from "../report-data.ts";
import type { FileFilter } from "./file-filter.ts";

/** A part of the page. */
export interface PagePart {
  element: HTMLElement;
  /**
   * Shows what is known of the run now, as far as the filter wants it; what is not different stays as it is.
   * @returns what the navigation calls the part; undefined where there is nothing to show.
   */
  update(data: ReportData, filter: FileFilter): string | undefined;
}
