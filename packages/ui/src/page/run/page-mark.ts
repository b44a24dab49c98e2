import type { ReportData } from "@regatta/report";

/** How a run goes, as the window says it when somebody looks at another one. Pure. */
export function windowTitle({ run, files, counts }: ReportData): string {
  if (!run.underWay) return `${run.exitCode === 0 ? "✓" : "✗"} ${run.reason} · Regatta`;
  if (files.length === 0) return "Under way · Regatta";
  const red = run.underWay.failed > 0 ? `, ${run.underWay.failed} failed` : "";
  return `${run.underWay.done}/${files.length}${red}${counts.running === 0 ? "" : " …"} · Regatta`;
}

/** The mark of the window, in the colour of how it goes. Pure. */
export function windowIcon({ run }: ReportData): string {
  const isRed = run.underWay ? run.underWay.failed > 0 : run.exitCode !== 0;
  const colour = isRed ? "#cf3a31" : run.underWay ? "#4f7fe0" : "#2f9a63";
  const sail = "M14 2v23H3l13 6 13-6H18V2l11 20H18";
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="${colour}" d="${sail}"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** What is worth interrupting somebody for who does not see the page: failures, and the end. Pure. */
export function whatIsNew({ run }: ReportData): string {
  if (!run.underWay) return `The run ended: ${run.reason}`;
  const { failed } = run.underWay;
  return failed === 0 ? "" : `${failed} ${failed === 1 ? "file" : "files"} failed so far`;
}
