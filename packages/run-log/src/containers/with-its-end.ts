import type { RunEvent } from "../events/run-event.ts";
import { RunState } from "../state/run-state.ts";
import type { ContainerLog } from "./container-log.ts";

const KILLED = "its log ends without a word";
const WHY = "its container ended without a word";

/**
 * The log of a container with its end, as it stands among those of others. Where it was killed, that is what nobody could write
 * any more: its accounts are lost from its last event on, and what ran there has no result from it. Pure.
 */
export function withItsEnd(log: ContainerLog): ContainerLog {
  const last = log.events.at(-1);
  if (!last) return log;
  const isOver = log.events.some(({ kind }) => kind === "run-finished");
  const events = log.events.map((event): RunEvent => {
    if (event.kind !== "run-finished") return event;
    const { seq, at, exitCode, reason } = event;
    return { kind: "container-ended", seq, at, runId: log.runId, exitCode, reason };
  });
  return { ...log, events: isOver ? events : [...events, ...cutShort(log, last)] };
}

function cutShort({ events, runId }: ContainerLog, last: RunEvent): RunEvent[] {
  const state = RunState.of(events);
  const mark = { seq: last.seq, at: last.at, runId, reason: WHY };
  const lost = state.held.map(({ account }): RunEvent => ({ ...mark, kind: "lease-lost", account }));
  const cut = [...state.files.values()].flatMap(({ file, attempts }) =>
    attempts.flatMap(({ account, end }, i): RunEvent[] =>
      end ? [] : [{ ...mark, kind: "file-cut-off", account, file, attempt: i + 1 }],
    ),
  );
  return [...lost, ...cut, { ...mark, kind: "container-ended", reason: KILLED }];
}
