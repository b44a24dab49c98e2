import { expect, test } from "@jest/globals";
import { RunState } from "@regatta/run-log";
import { collectLiveReport, liveReportAt } from "./collect-live-report.ts";
import { collectReport } from "./collect-report.ts";
import { largeRun } from "./testing/large-run.ts";

const events = largeRun({ files: 40, accounts: 4 });

test("at every moment each file is at something or has its verdict, and the counts say the same", () => {
  let red = 0;
  for (let length = 1; length < events.length - 1; length += 13) {
    const known = events.slice(0, length);
    const state = RunState.of(known);
    const { files, counts, run, deploys, accounts, time } = collectLiveReport(known, state);
    expect(run.underWay).toEqual({ done: state.done, failed: state.failed });
    expect(run.reason).not.toContain("did not end");
    expect(time).toBeUndefined();
    for (const { verdict, attempts, why } of files) {
      const runs = attempts.some(({ to }) => to === undefined);
      if (runs) expect(verdict).toBe("running");
      if (verdict === "running" || verdict === "waiting") expect(why).toBeUndefined();
      expect(attempts.filter((one) => one.class === "running").length).toBe(runs ? 1 : 0);
      expect(verdict).not.toBe("cut-off");
    }
    for (const [verdict, count] of Object.entries(counts)) {
      expect(files.filter((file) => file.verdict === verdict)).toHaveLength(count);
    }
    const open = accounts.flatMap(({ spans }) => spans.filter(({ kind, to }) => kind === "deploying" && !to));
    expect(deploys.filter(({ outcome }) => outcome === "deploying")).toHaveLength(open.length);
    red = Math.max(red, state.failed);
  }
  expect(red).toBeGreaterThan(0);
});

test("the last look before the end differs from the finished report in what the end alone can say", () => {
  const before = events.slice(0, -1);
  const live = collectLiveReport(before, RunState.of(before));
  const finished = collectReport(events);
  expect(live.run.reason).toBe("ending");
  expect(finished.run.underWay).toBeUndefined();
  expect(live.files.map(({ verdict }) => verdict)).toEqual(finished.files.map(({ verdict }) => verdict));
  expect(live.accounts).toEqual(finished.accounts);
});

test("time that passes moves the end and what is left, and nothing else", () => {
  const known = events.slice(0, Math.floor(events.length / 2));
  const state = RunState.of(known);
  const report = collectLiveReport(known, state);
  const later = liveReportAt(report, state, state.lastAt + 5_000);
  expect(later.run.durationMs).toBe(report.run.durationMs + 5_000);
  expect(later.run.underWay?.leftMs).toBeGreaterThan(0);
  expect(later.phases.at(-1)?.to).toBe(later.run.durationMs);
  for (const part of ["files", "accounts", "deploys", "notes", "counts"] as const) {
    expect(later[part]).toBe(report[part]);
  }
  // A clock that went back takes nothing away.
  expect(liveReportAt(report, state, 0).run.durationMs).toBe(report.run.durationMs);
  const finished = collectReport(events);
  expect(liveReportAt(finished, state, state.lastAt + 5_000)).toBe(finished);
});
