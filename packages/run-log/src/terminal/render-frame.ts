import pc from "picocolors";
import type { AccountPhase, AccountState } from "../state/account-state.ts";
import type { RunState } from "../state/run-state.ts";
import { wholeSeconds } from "../text/duration.ts";
import { fit, fitEnd, widthOf, wrap } from "../text/fit.ts";
import { shortHead } from "./head.ts";
import { slowestFirst, whatTheyDo } from "./shown-accounts.ts";

export interface FrameSize {
  columns: number;
  rows: number;
}

const BARS = [16, 8];
// Who has the accounts, and until when, is worth more than one.
const WAITING_LINES = 3;
// Of accounts that cannot all be shown more than these say no more; and a terminal that is made narrower breaks each of them.
const MOST_SLOW = 10;

/**
 * The live area: a head line with the progress, then a line an account; where they do not all fit, how many do what,
 * and what has taken longest now. Pure.
 * @param now ms since the epoch.
 * @returns lines of at most `columns`, at most half of `rows` of them: the other half is for what went wrong.
 */
export function renderFrame(state: RunState, size: FrameSize, now: number, color = true): string[] {
  const { dim } = pc.createColors(color);
  const { columns, rows } = size;
  const room = Math.max(0, Math.min(Math.ceil(rows / 2), rows - 1) - 1);
  const waiting = state.isWaiting ? wrap(`waiting: ${state.waiting}`, columns - 2, WAITING_LINES) : [];
  const details = [
    ...waiting.map((text) => `  ${text}`),
    ...accountLines(state, { columns, room: room - waiting.length, now }),
  ];
  return [
    headWithBar(state, columns, now),
    ...details.slice(0, room).map((detail) => dim(fit(detail, columns))),
  ];
}

interface Space {
  columns: number;
  room: number;
  now: number;
}

function accountLines(state: RunState, space: Space): string[] {
  const { held } = state;
  if (held.length <= space.room) return held.map((account) => line(account, space));
  const slowest = slowestFirst(held).slice(0, Math.min(MOST_SLOW, Math.max(0, space.room - 1)));
  return [`  ${whatTheyDo(state.accounts.values())}`, ...slowest.map((account) => line(account, space))];
}

function headWithBar(state: RunState, columns: number, now: number): string {
  const text = shortHead(state, now);
  const width = BARS.find((bar) => bar + 1 + widthOf(text) <= columns);
  return fit(state.files.size > 0 && width ? `${bar(state, width)} ${text}` : text, columns);
}

function bar({ done, files }: RunState, width: number): string {
  const full = Math.floor((width * done) / Math.max(1, files.size));
  return "█".repeat(full) + "░".repeat(width - full);
}

function line({ account, phase, since }: AccountState, { columns, now }: Space): string {
  if (phase.kind === "ready" || phase.kind === "idle") return `  ${account}  idle`;
  // The time comes first: a long name that is cut must not take it away.
  const start = `  ${account}  ${wholeSeconds(now - since)}  `;
  const isOneFile = phase.kind === "running" && phase.files.length === 1;
  const text = doing(phase);
  return start + (isOneFile ? fitEnd(text, columns - widthOf(start)) : text);
}

function doing(phase: AccountPhase): string {
  if (phase.kind === "leased") return "opening a session";
  if (phase.kind === "preparing") return preparing(phase);
  return phase.kind === "running" ? phase.files.join(", ") : phase.kind;
}

function preparing({ deploying, failed = [], blocked = [] }: Extract<AccountPhase, { kind: "preparing" }>) {
  const parts = [
    ...(failed.length > 0 ? [`${failed.join(", ")} failed`] : []),
    ...(blocked.length > 0 ? [`${blocked.length} blocked`] : []),
    ...(deploying.length > 0 ? [`deploying ${deploying.join(", ")}`] : []),
  ];
  return parts.join(" · ") || "looking at its stacks";
}
