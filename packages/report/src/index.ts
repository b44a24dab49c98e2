export { renderReport } from "./render-report.ts";
export type { ReportData } from "./report-data.ts";
export { type WriteReportOptions, writeReport } from "./write-report.ts";
