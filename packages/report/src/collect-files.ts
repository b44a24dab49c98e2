import {
  type Attempt,
  describeAttempt,
  describePast,
  describeVersions,
  type FileState,
  isGreen,
  type RunEvent,
  type RunState,
  whatFailed,
  whyWithoutResult,
} from "@regatta/run-log";
import { type AttemptWithResult, attachOutputs } from "./attach-outputs.ts";
import { attemptEnds } from "./attempt-ends.ts";
import { plain } from "./plain.ts";
import type { ReportAttempt, ReportFile } from "./report-data.ts";
import type { Room } from "./room.ts";

export interface CollectFilesOptions {
  events: readonly RunEvent[];
  state: RunState;
  /** When the run began, ms since the epoch. */
  zero: number;
  /** For what files printed and said. */
  output: Room;
  /** For the names of tests. */
  tests: Room;
}

const HEADLINE = 240;

/** Every file of the run with its attempts, in the order the log names them. */
export function collectFiles({ events, state, zero, output, tests }: CollectFilesOptions): ReportFile[] {
  const ends = attemptEnds(events);
  const withResults: AttemptWithResult[] = [];
  const files = [...state.files.values()].map((file) => {
    const isRed = !isGreen(state.verdictOf(file));
    const attempts = file.attempts.map((attempt, i) => {
      const to = ends.get(file.file)?.[i]?.to;
      const collected = attemptOf(attempt, { file, state, zero, to });
      if (attempt.end?.kind === "finished") {
        withResults.push({ attempt: collected, result: attempt.end.result, isRed });
      }
      return collected;
    });
    return fileOf(file, attempts, state);
  });
  attachOutputs(withResults, { output, tests });
  return files;
}

function fileOf(file: FileState, attempts: ReportAttempt[], state: RunState): ReportFile {
  const verdict = state.verdictOf(file);
  const final = state.finalAttempt(file);
  const { expectedMs, elsewhere } = file;
  const headline = headlineOf(file, state);
  const isWithout = verdict === "cut-off" || verdict === "never-run";
  return {
    file: file.file,
    verdict,
    attempts,
    ...(expectedMs === undefined ? {} : { expectedMs }),
    ...(final ? { durationMs: final.end.durationMs, account: final.account } : {}),
    ...(isWithout ? { why: plain(whyWithoutResult(file)) } : {}),
    ...(headline ? { headline } : {}),
    ...(verdict === "passed" ? {} : whatItMet(file, state, final?.account)),
    ...(elsewhere ? { container: elsewhere.container } : {}),
  };
}

function whatItMet(file: FileState, state: RunState, account: string | undefined) {
  const past = describePast(file.past);
  const against = account === undefined ? undefined : describeVersions(state, account, file.file);
  return { ...(past ? { past } : {}), ...(against ? { against: plain(against) } : {}) };
}

interface OfFile {
  file: FileState;
  state: RunState;
  zero: number;
  to: number | undefined;
}

function attemptOf(attempt: Attempt, { file, state, zero, to }: OfFile): ReportAttempt {
  const kind = state.classOf(attempt, file);
  const { account, others, startedAt, runId } = attempt;
  const container = runId === undefined ? undefined : state.containers.get(runId);
  return {
    account,
    ...(others ? { others } : {}),
    ...(container ? { container: container.index } : {}),
    from: startedAt - zero,
    ...(to === undefined ? {} : { to: Math.max(to, startedAt) - zero }),
    class: kind,
    says: plain(describeAttempt(attempt, kind)),
    ...(attempt === state.finalAttempt(file) ? { counts: true as const } : {}),
    tests: [],
  };
}

// Of a flaky file what it said where it failed.
function headlineOf(file: FileState, state: RunState): string {
  const final = state.finalAttempt(file);
  const bad = file.attempts.find((attempt) => state.classOf(attempt, file) === "flaky") ?? final;
  const own = bad?.end?.kind === "finished" ? whatFailed(bad.end.result) : "";
  const [head = "", ...rest] = plain(file.elsewhere?.message ?? own)
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  return [head, ...rest.slice(0, 1)].join(" — ").slice(0, HEADLINE);
}
