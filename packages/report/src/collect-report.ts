import {
  describeFinding,
  efficiencyOf,
  optionsToReplay,
  optionsToRun,
  type RunEvent,
  RunState,
  verdict,
} from "@regatta/run-log";
import { collectAccounts } from "./collect-accounts.ts";
import { collectContainers } from "./collect-containers.ts";
import { collectFiles } from "./collect-files.ts";
import { collectNotes } from "./collect-notes.ts";
import type { ReportData, ReportRun, ReportTime } from "./report-data.ts";
import { Room } from "./room.ts";
import { runPhases } from "./run-phases.ts";

/** Of what tests printed and said, bytes. */
const OUTPUT_BYTES = 1_200_000;
/** Of the names of tests, bytes. */
const TESTS_BYTES = 700_000;

/**
 * What the events of a run add up to, as the page shows it; the log may end anywhere. Pure.
 * @param state what they add up to, where that is known.
 */
export function collectReport(events: readonly RunEvent[], state = RunState.of(events)): ReportData {
  const zero = events[0]?.at ?? 0;
  const room = new Room(OUTPUT_BYTES);
  const files = collectFiles({ events, state, zero, output: room, tests: new Room(TESTS_BYTES) });
  const { accounts, deploys } = collectAccounts({ events, state, zero, files });
  const time = timeOf(state, zero);
  return {
    run: runOf(events, state),
    counts: { ...state.counts(), running: 0, waiting: 0 },
    ...(time ? { time } : {}),
    phases: runPhases(events, zero),
    files,
    accounts,
    deploys,
    notes: collectNotes(events, state),
    shortened: room.shortened,
  };
}

function runOf(events: readonly RunEvent[], state: RunState): ReportRun {
  const first = events.find((event) => event.kind === "run-started");
  const containers = collectContainers(events, state, events[0]?.at ?? 0);
  const [alone] = containers.length > 0 ? [] : state.containers.values();
  const { runId: id, purpose, version, pool, personal, argv, options, finished } = state;
  return {
    id,
    purpose,
    version,
    pool,
    argv,
    again: { run: optionsToRun(options), replay: optionsToReplay(options) },
    ...(personal === undefined ? {} : { personal }),
    ...(first?.commit === undefined ? {} : { commit: first.commit }),
    ...(alone ? { container: { index: alone.index, of: alone.of } } : {}),
    ...(containers.length > 0 ? { containers } : {}),
    startedAt: events[0]?.at ?? 0,
    durationMs: state.lastAt - (events[0]?.at ?? 0),
    ...(finished ? { exitCode: finished.exitCode } : {}),
    reason: finished?.reason ?? `the run did not end by itself: ${verdict(state).reason}`,
  };
}

function timeOf(state: RunState, zero: number): ReportTime | undefined {
  const measured = efficiencyOf(state);
  const { selectedAt } = state.timeline;
  if (!measured || selectedAt === undefined || !Number.isFinite(measured.leastMs)) return undefined;
  const { findings, ...figures } = measured;
  return { from: selectedAt - zero, ...figures, findings: findings.map(describeFinding) };
}
