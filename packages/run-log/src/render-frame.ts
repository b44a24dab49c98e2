import pc from "picocolors";
import type { AccountState } from "./account-state.ts";
import { count } from "./count.ts";
import { duration } from "./duration.ts";
import { remainingMs } from "./remaining.ts";
import type { RunState } from "./run-state.ts";

export interface FrameSize {
  columns: number;
  rows: number;
}

/** The live area: a head line with the progress, then a line an account, as many as fit. Pure. */
export function renderFrame(state: RunState, size: FrameSize, now: number, color = true): string[] {
  const colors = pc.createColors(color);
  const accounts = [...state.accounts.values()].filter(isShown);
  const room = Math.max(1, size.rows - 3);
  const shown = accounts.slice(0, room);
  const hidden = accounts.length - shown.length;
  return [
    cut(head(state, now), size.columns),
    ...shown.map((account) => colors.dim(cut(`  ${line(account, now)}`, size.columns))),
    ...(hidden > 0 ? [colors.dim(cut(`  and ${hidden} more accounts`, size.columns))] : []),
  ];
}

function isShown({ phase }: AccountState): boolean {
  return phase.kind !== "released" && phase.kind !== "dirty" && phase.kind !== "lost";
}

/** One line on how far a run is: also what a CI log gets from time to time. */
export function head(state: RunState, now: number): string {
  const passed = duration(now - state.startedAt);
  if (!state.filesSelected) return `starting · ${passed}`;
  const held = [...state.accounts.values()].filter(isShown).length;
  const { failed, crashed, "timed-out": timedOut } = state.counts();
  const bad = failed + crashed + timedOut;
  const left = remainingMs(state, now);
  const parts = [
    `${state.done}/${state.files.size} files`,
    ...(bad > 0 ? [`${bad} failed`] : []),
    count(held, "account"),
    ...(state.waiting && held === 0 ? [`waiting: ${state.waiting}`] : []),
    passed,
    ...(left === undefined ? [] : [`about ${duration(left)} left`]),
  ];
  return parts.join(" · ");
}

function line({ account, phase, since }: AccountState, now: number): string {
  const time = duration(now - since);
  switch (phase.kind) {
    case "leased":
      return `${account}  opening a session`;
    case "preparing":
      return phase.deploying.length > 0
        ? `${account}  deploying ${phase.deploying.join(", ")}  ${time}`
        : `${account}  reading its stacks`;
    case "ready":
    case "idle":
      return `${account}  idle`;
    case "running":
      return `${account}  ${phase.files.join(", ")}  ${time}`;
    case "released":
    case "dirty":
    case "lost":
      return `${account}  ${phase.kind}`;
  }
}

/** Cuts a text without escape codes to a width, showing that it was cut. */
function cut(text: string, columns: number): string {
  return text.length <= columns ? text : `${text.slice(0, Math.max(0, columns - 1))}…`;
}
