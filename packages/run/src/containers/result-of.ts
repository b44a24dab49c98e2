import type { QueueResult } from "@regatta/queue";
import type { RunState } from "@regatta/run-log";

const MESSAGE_LENGTH = 300;

/** What the other containers are told of a file that has its final result here. Pure. */
export function resultOf(state: RunState, name: string): QueueResult | undefined {
  const file = state.files.get(name);
  const final = file && state.finalAttempt(file);
  if (!final) return undefined;
  const { account, end } = final;
  const failed = end.result.tests.find(({ status }) => status === "failed");
  const text = failed
    ? `${[...failed.ancestors, failed.title].join(" › ")}\n${failed.failureMessages[0] ?? ""}`
    : end.result.message;
  const outcome = state.verdictOf(file);
  return {
    outcome,
    durationMs: end.durationMs,
    account,
    attempts: file.attempts.length,
    ...(outcome === "passed" || text === undefined ? {} : { message: text.slice(0, MESSAGE_LENGTH) }),
  };
}
