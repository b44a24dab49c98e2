import { type FileOutcome, logVersion, type RunEvent, type RunEventInput } from "../run-event.ts";
import { RunState } from "../run-state.ts";

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
  const status = outcome === "passed" ? "passed" : "failed";
  const tests =
    outcome === "passed" || outcome === "failed"
      ? [
          {
            title: `works ${text}`,
            ancestors: ["suite"],
            status,
            failureMessages: status === "failed" ? [text] : [],
          } as const,
        ]
      : [];
  return [
    { kind: "file-started", account, file, attempt: 1 },
    {
      kind: "file-finished",
      account,
      file,
      attempt: 1,
      outcome,
      durationMs: 5,
      result: {
        tests: [...tests].map((test) => ({
          ...test,
          failureMessages: [...test.failureMessages],
          ancestors: [...test.ancestors],
        })),
        message: text,
        skipped: false,
      },
    },
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
