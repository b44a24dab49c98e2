import type { ReportData, ReportDeploy, ReportVerdict } from "./report-data.ts";
import { verdictOrder } from "./verdict-order.ts";

/** What stands above everything else on the page of a run, before it is drawn. */
export interface HeaderTexts {
  /** Its colour: `is-good`, `is-bad` or `is-open`. */
  tone: string;
  /** The verdict in a word. */
  badge: string;
  sentence: string;
  /** Where the run comes from. */
  origin: string[];
  facts: Fact[];
  /** How many files have which verdict, the best first, and then how many have none yet. */
  bar: Array<{ verdict: ReportVerdict; count: number }>;
}

export interface Fact {
  name: string;
  value: string;
  more: string;
}

type Duration = (ms: number) => string;

/** The verdict, and the figures of the run. Pure. @param duration ms for people. */
export function headerTexts(data: ReportData, duration: Duration): HeaderTexts {
  const { run, counts } = data;
  return {
    tone: toneOf(data),
    badge: badgeOf(data),
    sentence: run.reason.charAt(0).toUpperCase() + run.reason.slice(1),
    origin: [
      run.personal === undefined ? `pool ${run.pool}` : `account “${run.personal}”`,
      ...containersOf(run),
      ...(run.commit === undefined ? [] : [`commit ${run.commit.slice(0, 10)}`]),
      `Regatta ${run.version}`,
    ],
    facts: factsOf(data, duration),
    bar: [...verdictOrder.filter(hasEnded).toReversed(), "running" as const, "waiting" as const]
      .filter((verdict) => counts[verdict] > 0)
      .map((verdict) => ({ verdict, count: counts[verdict] })),
  };
}

function containersOf({ container, containers = [] }: ReportData["run"]): string[] {
  if (container) return [`container ${container.index} of ${container.of}`];
  const [first] = containers;
  const indexes = new Set(containers.map(({ index }) => index));
  return first ? [`containers ${[...indexes].join(", ")} of ${first.of}`] : [];
}

function hasEnded(verdict: ReportVerdict): boolean {
  return verdict !== "running" && verdict !== "waiting";
}

function badgeOf({ run: { exitCode, underWay } }: ReportData): string {
  if (underWay) return "Under way";
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

function toneOf({ run: { exitCode, underWay }, counts }: ReportData): string {
  if (underWay) return underWay.failed > 0 ? "is-bad" : "is-going";
  if (exitCode === 0) return counts.flaky + counts.quarantined > 0 ? "is-good with-flaky" : "is-good";
  return exitCode === undefined || exitCode >= 130 ? "is-open" : "is-bad";
}

function factsOf(data: ReportData, duration: Duration): Fact[] {
  const { run, files } = data;
  return [
    ...first(data, duration),
    { name: "Duration", value: duration(run.durationMs), more: "" },
    ...(files.length > 0 ? [{ name: "Files", value: String(files.length), more: verdicts(data) }] : []),
    ...time(data, duration),
    { name: "Deployed", value: String(deployed(data.deploys)), more: deploys(data.deploys) },
    { name: "Accounts", value: String(data.accounts.length), more: accounts(data) },
    ...containers(run),
  ];
}

function first({ run: { underWay, exitCode } }: ReportData, duration: Duration): Fact[] {
  if (!underWay)
    return [{ name: "Exit code", value: exitCode === undefined ? "none" : String(exitCode), more: "" }];
  return underWay.leftMs === undefined
    ? []
    : [{ name: "Left, about", value: duration(underWay.leftMs), more: "" }];
}

function time({ time: measured }: ReportData, duration: Duration): Fact[] {
  if (!measured) return [];
  const ratio = (measured.makespanMs / Math.max(1, measured.leastMs)).toFixed(2);
  const more = `${ratio} of the least possible, ${duration(measured.leastMs)}`;
  return [{ name: "Tests took", value: duration(measured.makespanMs), more }];
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
    ...some(of("deploying"), "under way"),
    ...some(of("failed"), "failed"),
    ...some(of("blocked"), "blocked"),
    ...some(of("cut-off"), "cut off"),
    ...some(of("skipped", "unchanged"), "skipped"),
  ].join(", ");
}

function accounts({ accounts: all, run: { underWay } }: ReportData): string {
  const words = {
    dirty: "left dirty",
    kept: "kept",
    lost: "lost",
    held: underWay ? "held now" : "not handed back",
  };
  return Object.entries(words)
    .map(([kind, word]) => [all.filter(({ end }) => end.kind === kind).length, word] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(", ");
}

// One whose log is not here may have been killed with it: what is known of its files is from the others.
function containers({ containers: all = [] }: ReportData["run"]): Fact[] {
  const [first] = all;
  if (!first) return [];
  const indexes = new Set(all.map(({ index }) => index));
  const missing = Array.from({ length: first.of }, (_, i) => i + 1).filter((index) => !indexes.has(index));
  const cut = all.filter(({ exitCode, reason }) => exitCode === undefined && reason !== undefined);
  const more = [
    ...(cut.length > 0 ? [`number ${cut.map(({ index }) => index).join(", ")} killed`] : []),
    ...(missing.length > 0 ? [`no log of number ${missing.join(", ")}`] : []),
  ];
  return [{ name: "Containers", value: String(first.of), more: more.join(", ") }];
}
