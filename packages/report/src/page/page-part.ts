import type { FileFilter } from "./file-filter.ts";

/** A part of the page. */
export interface PagePart {
  element: HTMLElement;
  /** What the navigation calls it; without one it is not in there. */
  name?: string;
  /** Shows what is wanted. */
  filter?(filter: FileFilter): void;
}
