import type { ReportData, ReportDeploy } from "../report-data.ts";
import { verdictOrder } from "../verdict-order.ts";
import { escapeHtml } from "./escape-html.ts";

type Verdict = keyof ReportData["counts"];

/** The figures of a run in a row: exit code, time, files, deploys, accounts. @param duration ms for people. */
export function renderFacts(data: ReportData, duration: (ms: number) => string): string {
  const { run, files } = data;
  const facts = [
    fact("Exit code", run.exitCode === undefined ? "none" : String(run.exitCode), ""),
    fact("Duration", duration(run.durationMs), ""),
    ...(files.length > 0 ? [fact("Files", String(files.length), verdicts(data))] : []),
    ...time(data, duration),
    fact("Deployed", String(deployed(data.deploys)), deploys(data.deploys)),
    fact("Accounts", String(data.accounts.length), accounts(data)),
    ...containers(run),
  ];
  return `<dl class="facts">${facts.join("")}</dl>\n${bar(data)}`;
}

function fact(name: string, value: string, more: string): string {
  return `<div><dt>${name}</dt><dd>${escapeHtml(value)}${more && ` <span>${escapeHtml(more)}</span>`}</dd></div>`;
}

function time({ time: measured }: ReportData, duration: (ms: number) => string): string[] {
  if (!measured) return [];
  const ratio = (measured.makespanMs / Math.max(1, measured.leastMs)).toFixed(2);
  const least = `${ratio} of the least possible, ${duration(measured.leastMs)}`;
  return [fact("Tests took", duration(measured.makespanMs), least)];
}

function verdicts({ counts }: ReportData): string {
  const some = verdictOrder.filter((verdict) => counts[verdict] > 0);
  return some.map((verdict) => `${counts[verdict]} ${verdict.replace("-", " ")}`).join(", ");
}

function deployed(deploys: readonly ReportDeploy[]): number {
  return deploys.filter(({ outcome }) => outcome === "deployed").length;
}

function deploys(all: readonly ReportDeploy[]): string {
  const of = (...outcomes: string[]) => all.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const some = (count: number, word: string) => (count > 0 ? [`${count} ${word}`] : []);
  return [
    ...some(of("failed"), "failed"),
    ...some(of("blocked"), "blocked"),
    ...some(of("cut-off"), "cut off"),
    ...some(of("skipped", "unchanged"), "skipped"),
  ].join(", ");
}

function accounts({ accounts: all }: ReportData): string {
  const words = { dirty: "left dirty", kept: "kept", lost: "lost", held: "not handed back" };
  return Object.entries(words)
    .map(([kind, word]) => [all.filter(({ end }) => end.kind === kind).length, word] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(", ");
}

// One whose log is not here may have been killed with it: what is known of its files is from the others.
function containers({ containers: all = [] }: ReportData["run"]): string[] {
  const [first] = all;
  if (!first) return [];
  const indexes = new Set(all.map(({ index }) => index));
  const missing = Array.from({ length: first.of }, (_, i) => i + 1).filter((index) => !indexes.has(index));
  const cut = all.filter(({ exitCode, reason }) => exitCode === undefined && reason !== undefined);
  const more = [
    ...(cut.length > 0 ? [`${cut.map(({ index }) => index).join(", ")} killed`] : []),
    ...(missing.length > 0 ? [`no log of ${missing.join(", ")}`] : []),
  ];
  return [fact("Containers", String(first.of), more.join(", "))];
}

// Decoration: the numbers are in words beside it.
function bar({ counts, files }: ReportData): string {
  if (files.length === 0) return "";
  const parts = [...verdictOrder].reverse().filter((verdict) => counts[verdict] > 0);
  const pieces = parts.map(
    (verdict, i) =>
      `<rect class="v-${verdict}" x="${xOf(parts, i)}" y="0" width="${counts[verdict]}" height="1"/>`,
  );
  return `<svg class="bar" viewBox="0 0 ${files.length} 1" preserveAspectRatio="none" aria-hidden="true">${pieces.join("")}</svg>`;

  function xOf(verdictsBefore: readonly Verdict[], index: number): number {
    return verdictsBefore.slice(0, index).reduce((sum, verdict) => sum + counts[verdict], 0);
  }
}
