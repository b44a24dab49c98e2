import type { ReportData } from "../report-data.ts";
import { escapeHtml } from "./escape-html.ts";

const SHOWN = 200;

/** For where no script may run, as in Jenkins' own pages: what went wrong, in words. */
export function renderWithoutScript({ files }: ReportData): string {
  const red = files.filter(({ verdict }) => !["passed", "flaky", "quarantined"].includes(verdict));
  const items = red.slice(0, SHOWN).map(({ file, verdict, headline, why }) => {
    return `<li><code>${escapeHtml(file)}</code>: ${escapeHtml(verdict)}. ${escapeHtml(headline ?? why ?? "")}</li>`;
  });
  const list = items.length > 0 ? `<ul>${items.join("")}</ul>` : "";
  return `<noscript><p>The timeline and the rest of this page need its script, which is not allowed to run here.</p>${list}</noscript>`;
}
