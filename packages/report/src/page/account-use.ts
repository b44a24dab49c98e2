import type { ReportAccount } from "../report-data.ts";

/** How long an account was at what, ms. */
export interface AccountUse {
  leased: number;
  /** Its session, its stacks, its deploys, and its data made fresh for a file. */
  preparing: number;
  testing: number;
  idle: number;
}

/** Sums up what an account was at. Pure. @param total how long the run was, ms. */
export function accountUse({ spans }: ReportAccount, total: number): AccountUse {
  const open = sum(spans.filter(({ kind }) => kind === "open"));
  const leased = sum(spans.filter(({ kind }) => ["leasing", "preparing", "open"].includes(kind)));
  const testing = covered(spans.filter(({ kind }) => kind === "file"));
  // Files that need only some services run before the account takes all files.
  const busy = spans.filter(({ kind }) => kind === "file" || kind === "freshening");
  const idle = Math.max(0, open - covered(busy.filter(({ from }) => from >= firstOpen())));
  return { leased, testing, idle, preparing: Math.max(0, leased - testing - idle) };

  function firstOpen(): number {
    return spans.find(({ kind }) => kind === "open")?.from ?? Number.POSITIVE_INFINITY;
  }

  function sum(some: ReportAccount["spans"]): number {
    return some.reduce((length, { from, to = total }) => length + to - from, 0);
  }

  function covered(some: ReportAccount["spans"]): number {
    let until = 0;
    let length = 0;
    for (const { from, to = total } of some) {
      length += Math.max(0, to - Math.max(from, until));
      until = Math.max(until, to);
    }
    return length;
  }
}
