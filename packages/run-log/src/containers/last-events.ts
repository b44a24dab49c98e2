import type { RunEvent } from "../events/run-event.ts";
import type { ContainerLog } from "./container-log.ts";

type Of<Kind extends RunEvent["kind"]> = Extract<RunEvent, { kind: Kind }>;
type Finished = Of<"run-finished">;

/** How the run ended in all its containers, as the last events of its log; none where it has not ended. Pure. */
export function lastEvents(logs: readonly ContainerLog[]): RunEvent[] {
  const finished = howItEnded(logs);
  if (!finished) return [];
  const exits = logs.flatMap(({ events }) => events.filter((event) => event.kind === "jest-exited"));
  const exit = exits.find(({ code }) => code !== 0) ?? exits[0];
  const interrupts = logs.flatMap(({ events }) => events.filter((event) => event.kind === "interrupted"));
  const interrupt = isInterrupt(finished) ? interrupts[0] : undefined;
  return [...(interrupt ? [interrupt] : []), ...(exit ? [exit] : []), finished];
}

function howItEnded(logs: readonly ContainerLog[]): Finished | undefined {
  const ended = logs
    .flatMap(({ events }) => events.filter((event) => event.kind === "run-finished"))
    .sort((a, b) => a.at - b.at);
  const worst = worstOf(ended);
  const lack = whatIsLacking(logs);
  // What ended nowhere has not ended.
  return worst && lack !== undefined ? { ...worst, exitCode: 3, reason: lack } : worst;
}

// One that was interrupted has left its files to the others, as long as there were any.
function worstOf(ended: readonly Finished[]): Finished | undefined {
  const judging = ended.filter((one) => !isInterrupt(one));
  const all = judging.length > 0 ? judging : ended;
  const code = Math.max(...all.map(({ exitCode }) => exitCode));
  return all.findLast(({ exitCode }) => exitCode === code);
}

function isInterrupt({ exitCode }: Finished): boolean {
  return exitCode >= 130;
}

/** Of containers that know nothing of one another each has to have ended: nobody took over what it had. */
function whatIsLacking(logs: readonly ContainerLog[]): string | undefined {
  const apart = logs.filter(({ isApart }) => isApart);
  const of = apart[0]?.of ?? 0;
  const known = new Set(apart.map(({ index }) => index));
  const missing = Array.from({ length: of }, (_, i) => i + 1).filter((index) => !known.has(index));
  if (missing.length > 0) return `nothing is known of container ${missing.join(", ")} of ${of}`;
  const open = apart.find(({ events }) => !events.some(({ kind }) => kind === "run-finished"));
  return open && `container ${open.index} of ${of} did not end by itself`;
}
