// What other pages are made of, too: only for bundling, so it is not in what is published.
export { type Colours, readColours } from "./colours.ts";
export { copyButton } from "./copy-button.ts";
export { DetailsPanel } from "./details-panel.ts";
export { type Child, h, headOf, section, tableBox } from "./dom.ts";
export { hasWords } from "./file-filter.ts";
export { LongList } from "./long-list.ts";
export { SortHead } from "./sort-head.ts";
export { durationText, momentText } from "./time-text.ts";
export { Tip } from "./tip.ts";
