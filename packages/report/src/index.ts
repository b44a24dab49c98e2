export { collectLiveReport, liveReportAt } from "./collect-live-report.ts";
export { collectReport } from "./collect-report.ts";
export { type SelfContainedPageOptions, selfContainedPage } from "./html/self-contained-page.ts";
export { renderReport } from "./render-report.ts";
export type { ReportData } from "./report-data.ts";
export { type WritePageOptions, writePage } from "./write-page.ts";
export { type WriteReportOptions, writeReport } from "./write-report.ts";
