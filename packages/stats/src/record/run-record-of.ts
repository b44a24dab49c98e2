import { createHash } from "node:crypto";
import { efficiencyOf, type RunEvent, RunState } from "@regatta/run-log";
import { fileRecords } from "./file-records.ts";
import { type EfficiencyRecord, type RunRecord, recordVersion } from "./run-record.ts";
import { RunTracks } from "./run-tracks.ts";
import { serviceRecords } from "./service-records.ts";

export interface RunRecordOptions {
  /** From `run-started` on; without `run-finished` where that is yet to come. */
  events: readonly RunEvent[];
  /** How the run ends, where the events do not say so yet; `at` is ms since the epoch. */
  end?: { exitCode: number; reason: string; at: number };
  /** The name in the `package.json` of the folder Jest is started in. */
  suite: string;
  /** Who ran it. */
  by: string;
  /** What its containers have in common, and which one this is. */
  container?: { key: string; index: number; of: number } | undefined;
  branch?: string | undefined;
  /** Whether files or tests were chosen on the command line. */
  isPartial?: boolean;
  /** How many accounts the pool had in each state when it began. */
  poolAccounts?: Record<string, number>;
  /** Whether its work tree differs from its commit: then nobody knows what the test files were. */
  isEdited?: boolean;
  /** By how much the table's clock is ahead of this machine's, ms. */
  aheadMs?: number;
}

/** What a run leaves to be counted later. A log without an end is that of a run that was killed. Pure. */
export function runRecordOf(options: RunRecordOptions): RunRecord {
  const { events, suite, by, container, poolAccounts, branch, isPartial, isEdited, aheadMs = 0 } = options;
  const state = RunState.of(events);
  const started = events.find((event) => event.kind === "run-started");
  const end = options.end ?? endIn(state);
  const endedAt = Math.max(state.startedAt, end.at);
  const tracks = RunTracks.of(events, endedAt);
  const leaks = [...new Set(state.leaks.flatMap(({ files }) => files))];
  const code = isEdited ? undefined : codeOf(started?.commit, state.fingerprints);
  const efficiency = efficiencyRecord(state);
  return {
    kind: "run",
    version: recordVersion,
    runId: state.runId,
    purpose: state.purpose,
    pool: state.pool,
    suite,
    ...(container ? { container: { ...container, shared: isShared(events) } } : {}),
    ...(isPartial ? { partial: true as const } : {}),
    by,
    ...(started?.commit === undefined ? {} : { commit: started.commit }),
    ...(branch === undefined ? {} : { branch }),
    ...(code === undefined ? {} : { code }),
    startedAt: Math.round(state.startedAt + aheadMs),
    endedAt: Math.round(endedAt + aheadMs),
    ...(end.exitCode === undefined ? {} : { exitCode: end.exitCode }),
    reason: end.reason,
    time: tracks.time(),
    stays: tracks.stays.map((stay) => ({ ...stay.record(), from: Math.round(stay.from + aheadMs) })),
    services: serviceRecords(state.deploys),
    files: fileRecords(state),
    verdicts: verdictsOf(state),
    ...(efficiency ? { efficiency } : {}),
    problems: problemsOf(state),
    ...(leaks.length > 0 ? { leaks } : {}),
    ...(poolAccounts ? { poolAccounts } : {}),
  };
}

function endIn({ finished, lastAt }: RunState): { exitCode?: number; reason: string; at: number } {
  return { ...(finished ?? { reason: "its log ends before it did: it was killed" }), at: lastAt };
}

// Without a commit nobody knows what the test files were.
function codeOf(
  commit: string | undefined,
  fingerprints: Readonly<Record<string, string>>,
): string | undefined {
  if (commit === undefined) return undefined;
  const wanted = Object.entries(fingerprints).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([commit, wanted]))
    .digest("hex")
    .slice(0, 12);
}

function isShared(events: readonly RunEvent[]): boolean {
  return events.some(({ kind }) => kind === "container-joined");
}

function verdictsOf(state: RunState): RunRecord["verdicts"] {
  if (state.files.size === 0) return {};
  return Object.fromEntries(Object.entries(state.counts()).filter(([, count]) => count > 0));
}

function efficiencyRecord(state: RunState): EfficiencyRecord | undefined {
  const measured = state.interrupted ? undefined : efficiencyOf(state);
  if (!measured) return undefined;
  const { makespanMs, leastMs, accounts, findings } = measured;
  return {
    makespanMs,
    leastMs: Math.round(leastMs),
    accounts,
    findings: findings.map((finding) => ({
      kind: finding.kind,
      costMs: Math.round(finding.costMs),
      ...("file" in finding ? { file: finding.file } : {}),
    })),
  };
}

function problemsOf({ problems }: RunState): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code } of problems) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}
