import { busyMs, type Stretch } from "@regatta/foundation";
import type { AttemptClass, DeployRecord, FileVerdict, RunEvent, RunPurpose } from "@regatta/run-log";
import { RunState } from "@regatta/run-log";
import type { AccountEnd } from "../spans/end-of-stay.ts";
import { everySpan, type Result, type Span } from "../spans/span.ts";
import { spanTree } from "../spans/span-tree.ts";

/** The figures of one run that are worth a curve. Times in ms. */
export interface RunMeasures {
  runId: string;
  purpose: RunPurpose;
  pool: string;
  commit?: string;
  result: Result;
  errorType?: string;
  exitCode?: number;
  /** ms since the epoch. */
  endedAt: number;
  durationMs: number;
  /** Until the first account was leased; all of it where none was. */
  pendingMs: number;
  /** From then until the last file or deploy ended. */
  executingMs: number;
  /** From then until the end: handing back, recording. */
  finalizingMs: number;
  /** For how long the pool had not enough accounts. */
  waitMs: number;
  /** By verdict, of a run of tests. */
  files: Partial<Record<FileVerdict, number>>;
  attempts: Array<{ class: AttemptClass | "unknown"; durationMs: number }>;
  deploys: Array<Pick<DeployRecord, "service" | "outcome" | "durationMs">>;
  /** How the accounts left the run. */
  accounts: Partial<Record<AccountEnd | "unknown", number>>;
  /** The share of the time accounts were held in which a test file ran in them, 0 to 1; undefined where none was held. */
  utilisation?: number;
}

/** The figures of a run. Pure. @param events as for `spanTree`. @param root its spans, where they are there already. */
export function runMeasures(events: readonly RunEvent[], root: Span = spanTree(events)): RunMeasures {
  const state = RunState.of(events);
  const spans = [...everySpan(root)];
  const { runId, purpose, pool, finished } = state;
  const commit = root.attributes["vcs.ref.head.revision"];
  const utilisation = utilisationOf(spans);
  return {
    runId,
    purpose,
    pool,
    ...(typeof commit === "string" ? { commit } : {}),
    result: root.result,
    ...(root.errorType === undefined ? {} : { errorType: root.errorType }),
    ...(finished ? { exitCode: finished.exitCode } : {}),
    endedAt: root.to,
    durationMs: root.to - root.from,
    ...phases(root, spans),
    waitMs: busyMs(spans.filter(({ kind }) => kind === "waiting")),
    files: state.files.size > 0 ? counted(state.counts()) : {},
    attempts: spans.filter(({ kind }) => kind === "file").map(attempt),
    deploys: state.deploys.map(({ service, outcome, durationMs }) => ({
      service,
      outcome,
      ...(durationMs === undefined ? {} : { durationMs }),
    })),
    accounts: accountEnds(spans),
    ...(utilisation === undefined ? {} : { utilisation }),
  };
}

function phases(root: Span, spans: Span[]): Pick<RunMeasures, "pendingMs" | "executingMs" | "finalizingMs"> {
  const first = Math.min(root.to, ...spans.filter(({ kind }) => kind === "account").map(({ from }) => from));
  const work = spans.filter(({ kind }) => kind === "file" || kind === "deploy");
  const last = Math.max(first, ...work.map(({ to }) => to));
  return { pendingMs: first - root.from, executingMs: last - first, finalizingMs: root.to - last };
}

function attempt({ from, to, attributes }: Span): RunMeasures["attempts"][number] {
  const attemptClass = attributes["regatta.attempt.class"] as AttemptClass | undefined;
  return { class: attemptClass ?? "unknown", durationMs: to - from };
}

function accountEnds(spans: Span[]): RunMeasures["accounts"] {
  const ends: RunMeasures["accounts"] = {};
  for (const { kind, attributes } of spans) {
    if (kind !== "account") continue;
    const end = attributes["regatta.account.end"] as AccountEnd | "unknown";
    ends[end] = (ends[end] ?? 0) + 1;
  }
  return ends;
}

function utilisationOf(spans: Span[]): number | undefined {
  const stays = spans.filter(({ kind }) => kind === "account");
  const files = spans.filter(({ kind }) => kind === "file");
  const held = stays.reduce((total, { from, to }) => total + to - from, 0);
  if (held === 0) return undefined;
  const busy = stays.map((stay) =>
    busyMs(
      within(
        stay,
        files.filter((file) => occupies(file, stay.account)),
      ),
    ),
  );
  return busy.reduce((total, ms) => total + ms, 0) / held;
}

// A file may have other accounts beside the one it runs in.
function occupies({ account, attributes }: Span, one: string | undefined): boolean {
  const others = attributes["regatta.other_accounts"];
  return account === one || (Array.isArray(others) && one !== undefined && others.includes(one));
}

function within({ from, to }: Stretch, stretches: Stretch[]): Stretch[] {
  return stretches
    .map((one) => ({ from: Math.max(from, one.from), to: Math.min(to, one.to) }))
    .filter((one) => one.to > one.from);
}

function counted(counts: Record<FileVerdict, number>): Partial<Record<FileVerdict, number>> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
