import type { FileOutcome, FileResult } from "../events/file-result.ts";
import { logVersion, type RunEvent, type RunEventInput } from "../events/run-event.ts";
import { RunState } from "../state/run-state.ts";

export const account = "210000000001/eu-west-1";

/** The events of a run over these files, one ms apart, without an end. */
export function startOf(files: string[]): RunEventInput[] {
  return [
    { kind: "run-started", runId: "r1", version: "0.0.0", pool: "default", argv: [], pid: 1 },
    { kind: "files-selected", files, rootDir: "/project", expectedMs: {} },
    { kind: "lease-acquired", account, leaseId: "l1", epoch: 1, expiresAt: 0 },
    { kind: "account-ready", account },
  ];
}

/** A file that was started and ended so. */
export function ended(file: string, outcome: FileOutcome, text = ""): RunEventInput[] {
  return endedWith(file, outcome, resultOf(outcome, text, `works ${text}`));
}

/** The same in another account, of a test whose name does not tell how it went. */
export function endedIn(where: string, file: string, outcome: FileOutcome, text = ""): RunEventInput[] {
  const events = endedWith(file, outcome, resultOf(outcome, text, "works"));
  return events.map((event) => ({ ...event, account: where }) as RunEventInput);
}

function resultOf(outcome: FileOutcome, text: string, title: string): FileResult {
  if (outcome !== "passed" && outcome !== "failed") return { tests: [], message: text, skipped: false };
  const failureMessages = outcome === "failed" ? [text] : [];
  return { tests: [{ title, ancestors: ["suite"], status: outcome, failureMessages }], skipped: false };
}

/** A file that was started and ended with this result. */
export function endedWith(file: string, outcome: FileOutcome, result: FileResult): RunEventInput[] {
  return [
    { kind: "file-started", account, file, attempt: 1 },
    { kind: "file-finished", account, file, attempt: 1, outcome, durationMs: 5, result },
  ];
}

/** The state these events add up to. */
export function stateOf(inputs: RunEventInput[]): RunState {
  return RunState.of(eventsOf(inputs));
}

/** The events as a log has them, one ms apart. */
export function eventsOf(inputs: RunEventInput[]): RunEvent[] {
  return inputs.map((input, i) =>
    input.kind === "run-started" ? { seq: i, at: i, logVersion, ...input } : { seq: i, at: i, ...input },
  );
}
