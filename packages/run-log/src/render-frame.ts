import pc from "picocolors";
import type { AccountPhase, AccountState } from "./account-state.ts";
import { wholeSeconds } from "./duration.ts";
import { fit } from "./fit.ts";
import { remainingMs } from "./remaining.ts";
import type { RunState } from "./run-state.ts";

export interface FrameSize {
  columns: number;
  rows: number;
}

const BAR = 16;

/**
 * The live area: a head line with the progress, then a line an account, as many as fit; where they do not all fit,
 * those that have been at it longest. Pure.
 * @returns lines of at most `columns`, and one less than `rows` of them: a terminal scrolls at the last.
 */
export function renderFrame(state: RunState, size: FrameSize, now: number, color = true): string[] {
  const { dim } = pc.createColors(color);
  const room = Math.max(0, size.rows - 2);
  const { shown, hidden } = choose(state.held, room);
  const details = [
    ...shown.map((account) => `  ${line(account, now)}`),
    ...(hidden.length > 0 ? [`  and ${hidden.length} more: ${summary(hidden)}`] : []),
  ];
  return [
    headWithBar(state, size.columns, now),
    ...details.slice(0, room).map((detail) => dim(fit(detail, size.columns))),
  ];
}

function choose(held: AccountState[], room: number): { shown: AccountState[]; hidden: AccountState[] } {
  if (held.length <= room) return { shown: held, hidden: [] };
  const longestFirst = held.toSorted((a, b) => a.since - b.since);
  const shown = Math.max(0, room - 1);
  return { shown: longestFirst.slice(0, shown), hidden: longestFirst.slice(shown) };
}

function summary(accounts: AccountState[]): string {
  const counts = new Map<string, number>();
  for (const { phase } of accounts) counts.set(phase.kind, (counts.get(phase.kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(", ");
}

function headWithBar(state: RunState, columns: number, now: number): string {
  const text = head(state, now);
  const withBar = `${bar(state)} ${text}`;
  return fit(state.files.size > 0 && withBar.length <= columns ? withBar : text, columns);
}

function bar({ done, files }: RunState): string {
  const full = Math.floor((BAR * done) / Math.max(1, files.size));
  return "█".repeat(full) + "░".repeat(BAR - full);
}

/** One line on how far a run is: also what a CI log gets from time to time. */
export function head(state: RunState, now: number): string {
  const passed = wholeSeconds(now - state.startedAt);
  if (state.purpose !== "tests") return headOfDeploy(state, passed);
  if (!state.filesSelected) return `starting · ${passed}`;
  const held = state.held.length;
  const { failed: bad } = state;
  const left = remainingMs(state, now);
  const parts = [
    `${state.done}/${state.files.size} files`,
    ...(bad > 0 ? [`${bad} failed`] : []),
    held === 1 ? "1 account" : `${held} accounts`,
    ...(state.isWaiting ? [`waiting: ${state.waiting}`] : []),
    passed,
    ...(left === undefined ? [] : [`about ${wholeSeconds(left)} left`]),
  ];
  return parts.join(" · ");
}

function headOfDeploy(state: RunState, passed: string): string {
  const { ready, accountsWanted, deploys } = state;
  const done = deploys.filter(({ outcome }) => outcome === "deployed").length;
  const failed = deploys.filter(({ outcome }) => outcome === "failed").length;
  const wanted = accountsWanted > 0 ? `/${accountsWanted}` : "";
  return [
    `${ready.size}${wanted} accounts ready`,
    `${done} deployed`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(state.isWaiting ? [`waiting: ${state.waiting}`] : []),
    passed,
  ].join(" · ");
}

function line({ account, phase, since }: AccountState, now: number): string {
  // The time comes first: a long name that is cut must not take it away.
  const time = wholeSeconds(now - since);
  switch (phase.kind) {
    case "leased":
      return `${account}  ${time}  opening a session`;
    case "preparing":
      return `${account}  ${time}  ${preparing(phase)}`;
    case "ready":
    case "idle":
      return `${account}  idle`;
    case "running":
      return `${account}  ${time}  ${phase.files.join(", ")}`;
    case "released":
    case "dirty":
    case "kept":
    case "lost":
      return `${account}  ${phase.kind}`;
  }
}

function preparing({ deploying, failed = [], blocked = [] }: Extract<AccountPhase, { kind: "preparing" }>) {
  const parts = [
    ...(failed.length > 0 ? [`${failed.join(", ")} failed`] : []),
    ...(blocked.length > 0 ? [`${blocked.length} blocked`] : []),
    ...(deploying.length > 0 ? [`deploying ${deploying.join(", ")}`] : []),
  ];
  return parts.join(" · ") || "looking at its stacks";
}
