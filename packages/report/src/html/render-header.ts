import { duration } from "@regatta/run-log";
import { headerTexts } from "../header-texts.ts";
import type { ReportData } from "../report-data.ts";
import { escapeHtml } from "./escape-html.ts";
import { renderFacts } from "./render-facts.ts";

/** The verdict, and the figures of the run. */
export function renderHeader(data: ReportData): string {
  const { run } = data;
  const started = new Date(run.startedAt);
  const texts = headerTexts(data, duration);
  return `<header class="top ${texts.tone}">
<p class="brand"><span class="logo" aria-hidden="true"></span>Regatta <span class="id">${escapeHtml(run.id)}</span></p>
<h1><span class="badge">${texts.badge}</span> ${escapeHtml(texts.sentence)}</h1>
<p class="origin"><time id="started" datetime="${isoOf(started)}">${isoOf(started)}</time> · ${texts.origin.map(escapeHtml).join(" · ")}</p>
${renderFacts(texts)}
${command(run.argv)}
</header>`;
}

// A log without a beginning has no time either.
function isoOf(date: Date): string {
  return Number.isNaN(date.getTime()) ? "" : date.toISOString();
}

function command(argv: readonly string[]): string {
  if (argv.length === 0) return "";
  return `<p class="argv">Jest’s arguments: <code>${escapeHtml(argv.join(" "))}</code></p>`;
}
