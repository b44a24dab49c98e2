import { pageScript, pageStyle } from "../page-assets.ts";
import type { ReportData } from "../report-data.ts";
import { renderHeader } from "./render-header.ts";
import { renderWithoutScript } from "./render-without-script.ts";
import { selfContainedPage } from "./self-contained-page.ts";

/** The whole page: what matters most stands in it as it is, the rest is drawn by its script from the data in it. Pure. */
export function renderPage(data: ReportData): string {
  return selfContainedPage({
    title: `${mark(data)} ${data.run.reason} · ${data.run.id}`,
    style: pageStyle,
    script: pageScript,
    data,
    skipTo: "the report",
    header: renderHeader(data),
    main: renderWithoutScript(data),
  });
}

function mark({ run: { exitCode } }: ReportData): string {
  return exitCode === 0 ? "✓" : "✗";
}
