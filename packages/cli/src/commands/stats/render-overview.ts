import type { HeldUp, RunOutcome, RunSplit, RunStats } from "@regatta/stats";
import { count } from "../../output/count.ts";
import { duration } from "../../output/duration.ts";
import { percent, spread } from "./figures.ts";
import { inLines, sharesOf } from "./in-lines.ts";
import { costOf, poolOf } from "./render-use.ts";
import { listed, type StatsPage, section } from "./stats-page.ts";

const OUTCOMES: Record<RunOutcome, string> = {
  green: "green",
  red: "red",
  infrastructure: "failed by the infrastructure",
  refused: "refused",
  interrupted: "interrupted",
  killed: "killed",
};

/** How runs ended, where their time went, what they used and cost. */
export function renderOverview(stats: RunStats, page: StatsPage): string[] {
  return [
    ...row("runs", runsOf(stats)),
    ...row("length", lengthOf(stats)),
    ...row("time", timeOf(stats)),
    ...row("files", filesOf(stats)),
    ...row("deploys", deploysOf(stats)),
    ...row("pool", poolOf(stats)),
    ...row("cost", costOf(stats)),
    ...heldUpOf(stats, page),
  ];
}

function row(name: string, lines: readonly string[]): string[] {
  return lines.map((line, i) => `${(i === 0 ? name : "").padEnd(9)}${line}`);
}

function runsOf({ tests, deploys, warms, vanishedRuns }: RunStats): string[] {
  const ended = Object.entries(OUTCOMES).flatMap(([outcome, words]) => {
    const number = tests.outcomes[outcome as RunOutcome];
    return number > 0 ? [`${number} ${words}`] : [];
  });
  const others = [
    ...(deploys.runs > 0 ? [`${deploys.runs} of regatta deploy`] : []),
    ...(warms.runs > 0 ? [`${warms.runs} of regatta pool warm`] : []),
  ];
  return [
    ...(tests.runs > 0 ? [`${tests.runs} of tests: ${ended.join(", ")}`] : []),
    ...(tests.greenShare === undefined
      ? []
      : [
          `${percent(tests.greenShare)} green of ${tests.measured.ended} that came to an end${ofSuite(tests)}` +
            (tests.greenByRetry > 0 ? `, ${tests.greenByRetry} of them with flaky files` : ""),
        ]),
    ...(others.length > 0 ? [others.join(", ")] : []),
    ...(vanishedRuns.length > 0
      ? [
          `${count(vanishedRuns.length, "run")} vanished and left nothing but accounts to clean: ${vanishedRuns.at(-1)}`,
        ]
      : []),
  ];
}

/** Where parts of the suite were run too, what is told is of the whole. */
function ofSuite({ partial, measured, runs }: RunStats["tests"]): string {
  return partial.runs > 0 && measured.runs < runs ? " (of the whole suite)" : "";
}

function lengthOf({ tests }: RunStats): string[] {
  const { durationMs, waitMs, efficiency, partial, measured } = tests;
  const isApart = partial.durationMs && measured.runs < tests.runs;
  return [
    ...(durationMs ? [`${spread(durationMs)}${ofSuite(tests)}`] : []),
    ...(isApart && partial.durationMs
      ? [`${count(partial.runs, "run")} of a part of the suite: ${spread(partial.durationMs)}`]
      : []),
    ...(waitMs ? [`${count(waitMs.count, "run")} waited for the pool: ${spread(waitMs)}`] : []),
    ...(efficiency ? [`tests took ${efficiency.median.toFixed(2)} of the least possible time (median)`] : []),
  ];
}

const PARTS: Record<keyof RunSplit, string> = {
  start: "starting",
  wait: "waiting for the pool",
  lease: "getting accounts ready",
  deploy: "deploying",
  test: "testing",
  idle: "idle",
  end: "handing back",
};

function timeOf({ tests }: RunStats): string[] {
  const shares = sharesOf(tests.time, PARTS);
  return shares.length === 0 ? [] : [...inLines(shares.map(([name, part]) => `${percent(part)} ${name}`))];
}

function filesOf({ tests: { verdicts, repeatedMs, repeatedShare } }: RunStats): string[] {
  const named = Object.entries(verdicts).map(([verdict, number]) => `${number} ${verdict.replace("-", " ")}`);
  const repeated =
    repeatedMs > 0 && repeatedShare !== undefined
      ? [
          `${duration(repeatedMs)} in attempts that did not count (${percent(repeatedShare)} of the test time)`,
        ]
      : [];
  return [...inLines(named), ...repeated];
}

function deploysOf({ services, cost }: RunStats): string[] {
  const total = (of: "skipped" | "deployed" | "unchanged" | "failed") =>
    services.reduce((sum, service) => sum + service[of], 0);
  const skipped = total("skipped");
  const all = skipped + total("deployed") + total("unchanged") + total("failed");
  if (all === 0) return [];
  const failed = total("failed");
  const times = cost.deployMs > 0 ? ` in ${duration(cost.deployMs)}` : "";
  return [
    `${percent(skipped / all)} of the services looked at were up to date (${skipped} of ${all})`,
    `${cost.deploys} deployed${times}${failed > 0 ? `, ${failed} failed` : ""}`,
  ];
}

const HELD_UP: Record<string, string> = {
  "long-file": "one file alone was most of the run: split it",
  "more-accounts": "more accounts would have saved time",
  waited: "the pool had no account",
  deploys: "accounts had to be deployed to: regatta pool warm, ahead of runs",
  "starting-workers": "workers were started, on the machine's cores",
  "late-accounts": "accounts came late",
  repeated: "attempts were made without a final result",
  "wrong-estimate": "a file took longer than expected, and began too late",
  "unknown-lengths": "the length of files was not known",
  "files-waited": "files waited for services, locks or accounts",
};

function heldUpOf({ heldUp }: RunStats, page: StatsPage): string[] {
  const rows = listed(heldUp, 4, ({ kind, runs, costMs, files }: HeldUp) => {
    const named = files.length > 0 ? `: ${files.slice(0, 2).join(", ")}` : "";
    return [`  ${duration(costMs).padEnd(13)}in ${count(runs, "run")}: ${HELD_UP[kind] ?? kind}${named}`];
  });
  return rows.length === 0
    ? []
    : ["", ...section("What held runs up (what it cost, by each run's own summary)", rows, page)];
}
