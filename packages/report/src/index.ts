export { collectLiveReport, liveReportAt } from "./collect-live-report.ts";
export { collectReport } from "./collect-report.ts";
export { renderReport } from "./render-report.ts";
export type { ReportData } from "./report-data.ts";
export { type WriteReportOptions, writeReport } from "./write-report.ts";
