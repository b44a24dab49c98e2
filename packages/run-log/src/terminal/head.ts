import { remainingMs } from "../state/remaining.ts";
import type { RunState } from "../state/run-state.ts";
import { count } from "../text/count.ts";
import { wholeSeconds } from "../text/duration.ts";

/**
 * One line on how far a run is: also what a CI log gets from time to time. Pure.
 * @param now ms since the epoch.
 */
export function head(state: RunState, now: number): string {
  return headWith(state, now, state.isWaiting ? [`waiting: ${state.waiting}`] : []);
}

/** The same without what is waited for, which may be long. */
export function shortHead(state: RunState, now: number): string {
  return headWith(state, now, state.isWaiting ? ["waiting"] : []);
}

function headWith(state: RunState, now: number, waiting: string[]): string {
  const passed = wholeSeconds(now - state.startedAt);
  if (state.purpose !== "tests") return headOfDeploy(state, passed, waiting);
  if (!state.filesSelected) return `starting · ${passed}`;
  const { failed, done, files } = state;
  const left = remainingMs(state, now);
  return [
    ...phase(state),
    `${done}/${files.size} files`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    count(state.held.length, "account"),
    ...waiting,
    passed,
    ...(left === undefined ? [] : [`about ${wholeSeconds(left)} left`]),
  ].join(" · ");
}

// While files run, their number says it.
function phase({ held, files, done }: RunState): string[] {
  if (held.length === 0) return [];
  if (files.size > 0 && done === files.size) return ["handing back"];
  const isPreparing = held.every(({ phase: { kind } }) => kind === "leased" || kind === "preparing");
  return isPreparing && done === 0 ? ["deploying"] : [];
}

function headOfDeploy(state: RunState, passed: string, waiting: string[]): string {
  const { ready, accountsWanted, deploys } = state;
  const done = deploys.filter(({ outcome }) => outcome === "deployed").length;
  const failed = deploys.filter(({ outcome }) => outcome === "failed").length;
  const wanted = accountsWanted > 0 ? `/${accountsWanted}` : "";
  return [
    `${ready.size}${wanted} accounts ready`,
    `${done} deployed`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...waiting,
    passed,
  ].join(" · ");
}
