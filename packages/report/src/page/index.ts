// What other pages are made of, too: only for bundling, so it is not in what is published.
export { Choices, choice } from "./choices.ts";
export { type Colours, readColours } from "./colours.ts";
export { copyButton } from "./copy-button.ts";
export { DetailsPanel } from "./details-panel.ts";
export { type Child, h, headOf, section, tableBox } from "./dom.ts";
export { hasWords } from "./file-filter.ts";
export { HeaderView, localTime } from "./header-view.ts";
export { keepInSight } from "./keep-in-sight.ts";
export { KeyedList, type ListItem } from "./keyed-list.ts";
export { LongList } from "./long-list.ts";
export { putInPlace } from "./put-in-place.ts";
export { ReportView } from "./report-view.ts";
export { sized } from "./sized-canvas.ts";
export { SortHead } from "./sort-head.ts";
export { durationText, momentText } from "./time-text.ts";
export { Tip } from "./tip.ts";
export { withCode } from "./with-code.ts";
