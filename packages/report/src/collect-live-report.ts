import type { FileState, RunEvent, RunState } from "@regatta/run-log";
import { remainingMs } from "@regatta/run-log";
import { collectReport } from "./collect-report.ts";
import type { ReportData, ReportDeploy, ReportFile } from "./report-data.ts";

/**
 * The same of a run that is under way: what has no end yet is not cut off but goes on, and what did not run waits. How near
 * it came to the least possible time is not said before its end. Pure.
 * @param state what the events add up to.
 */
export function collectLiveReport(events: readonly RunEvent[], state: RunState): ReportData {
  const { time: _, ...data } = collectReport(events, state);
  const files = data.files.map((file) => liveFile(file, state.files.get(file.file)));
  const { done, failed } = state;
  return {
    ...data,
    files,
    run: { ...data.run, reason: whatItIsAt(state), underWay: { done, failed } },
    counts: countsOf(files, data.counts),
    // The end begins with the last file, which nobody knows yet.
    phases: data.phases.filter(({ kind }) => kind !== "ending"),
    deploys: liveDeploys(data),
  };
}

/** The same when some time has passed in which nothing happened. Pure. @param now ms since the epoch. */
export function liveReportAt(report: ReportData, state: RunState, now: number): ReportData {
  const { run, phases } = report;
  if (!run.underWay) return report;
  const durationMs = Math.max(run.durationMs, now - run.startedAt);
  const { leftMs: _, ...progress } = run.underWay;
  const left = state.purpose === "tests" && state.filesSelected ? remainingMs(state, now) : undefined;
  const underWay = { ...progress, ...(left === undefined ? {} : { leftMs: Math.round(left) }) };
  const last = phases.at(-1);
  return {
    ...report,
    run: { ...run, durationMs, underWay },
    phases: last ? [...phases.slice(0, -1), { ...last, to: Math.max(last.to, durationMs) }] : [],
  };
}

function liveFile(file: ReportFile, state: FileState | undefined): ReportFile {
  const attempts = file.attempts.map((attempt) =>
    attempt.to === undefined ? { ...attempt, class: "running" as const, says: "running" } : attempt,
  );
  const isRunning = attempts.some(({ to }) => to === undefined);
  if (!isRunning && !isWaiting(file, state)) return { ...file, attempts };
  const { why, ...rest } = file;
  const isElsewhere = file.container !== undefined;
  return {
    ...rest,
    attempts,
    verdict: isRunning || isElsewhere ? "running" : "waiting",
  };
}

function isWaiting({ verdict }: ReportFile, state: FileState | undefined): boolean {
  if (state?.neverRun !== undefined) return false;
  return state?.isTriedAgain === true || verdict === "cut-off" || verdict === "never-run";
}

function countsOf(files: readonly ReportFile[], before: ReportData["counts"]): ReportData["counts"] {
  const counts = Object.fromEntries(Object.keys(before).map((verdict) => [verdict, 0])) as typeof before;
  for (const { verdict } of files) counts[verdict]++;
  return counts;
}

function whatItIsAt(state: RunState): string {
  const { files, done, failed, held, ready, accountsWanted, purpose, filesSelected } = state;
  if (state.isWaiting) return `waiting: ${state.waiting}`;
  if (purpose !== "tests") {
    const wanted = accountsWanted > 0 ? ` of ${accountsWanted}` : "";
    return `${ready.size}${wanted} accounts are ready`;
  }
  if (!filesSelected) return "Jest names its files";
  if (files.size > 0 && done === files.size) return held.length > 0 ? "handing accounts back" : "ending";
  const red = failed > 0 ? `, ${failed} failed` : "";
  return `${done} of ${files.size} files done${red}`;
}

function liveDeploys({ deploys, accounts }: Pick<ReportData, "deploys" | "accounts">): ReportDeploy[] {
  const open = new Set(
    accounts.flatMap(({ spans }) => spans.filter(({ to }) => to === undefined).map(({ deploy }) => deploy)),
  );
  return deploys.map((deploy, i) => (open.has(i) ? { ...deploy, outcome: "deploying" } : deploy));
}
