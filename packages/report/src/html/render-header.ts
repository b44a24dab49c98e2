import { duration } from "@regatta/run-log";
import type { ReportData } from "../report-data.ts";
import { escapeHtml } from "./escape-html.ts";
import { renderFacts } from "./render-facts.ts";

/** The verdict, and the figures of the run. */
export function renderHeader(data: ReportData): string {
  const { run } = data;
  const started = new Date(run.startedAt);
  const origin = [
    run.personal === undefined ? `pool ${run.pool}` : `account “${run.personal}”`,
    ...containersOf(run),
    ...(run.commit === undefined ? [] : [`commit ${run.commit.slice(0, 10)}`]),
    `Regatta ${run.version}`,
  ];
  return `<header class="top ${tone(data)}">
<p class="brand"><span class="logo" aria-hidden="true"></span>Regatta <span class="id">${escapeHtml(run.id)}</span></p>
<h1><span class="badge">${badge(data)}</span> ${escapeHtml(sentence(run.reason))}</h1>
<p class="origin"><time id="started" datetime="${isoOf(started)}">${isoOf(started)}</time> · ${origin.map(escapeHtml).join(" · ")}</p>
${renderFacts(data, duration)}
${command(run.argv)}
</header>`;
}

function containersOf({ container, containers = [] }: ReportData["run"]): string[] {
  if (container) return [`container ${container.index} of ${container.of}`];
  const [first] = containers;
  const indexes = new Set(containers.map(({ index }) => index));
  return first ? [`containers ${[...indexes].join(", ")} of ${first.of}`] : [];
}

// A log without a beginning has no time either.
function isoOf(date: Date): string {
  return Number.isNaN(date.getTime()) ? "" : date.toISOString();
}

function command(argv: readonly string[]): string {
  if (argv.length === 0) return "";
  return `<p class="argv">Jest’s arguments: <code>${escapeHtml(argv.join(" "))}</code></p>`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function badge({ run: { exitCode } }: ReportData): string {
  switch (exitCode) {
    case undefined:
      return "Not ended";
    case 0:
      return "Passed";
    case 130:
    case 143:
      return "Interrupted";
    case 3:
      return "Infrastructure";
    default:
      return "Failed";
  }
}

function tone({ run: { exitCode }, counts }: ReportData): string {
  if (exitCode === 0) return counts.flaky + counts.quarantined > 0 ? "is-good with-flaky" : "is-good";
  return exitCode === undefined || exitCode >= 130 ? "is-open" : "is-bad";
}
