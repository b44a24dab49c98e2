import type { RunStats, StaySplit } from "@regatta/stats";
import { count } from "../../output/count.ts";
import { duration } from "../../output/duration.ts";
import { amount, percent } from "./figures.ts";
import { inLines, sharesOf } from "./in-lines.ts";

const STAY_PARTS: Record<keyof StaySplit, string> = {
  test: "testing",
  deploy: "deploying",
  lease: "getting ready",
  idle: "idle",
  end: "handing back",
};

/** How much of the pool was used, and when. */
export function poolOf(stats: RunStats): string[] {
  const { use, accounts, accountTime } = stats;
  const { heldShare, mostHeld } = use;
  const never = accounts.filter(({ stays }) => stays === 0).length;
  const shares = sharesOf(accountTime, STAY_PARTS).map(([name, part]) => `${percent(part)} ${name}`);
  return [
    `${count(accounts.length, "account")}${never > 0 ? `, ${never} of them never used${stats.only ? " by these runs" : ""}` : ""}; at most ${mostHeld} held at once`,
    ...(heldShare === undefined
      ? []
      : [`runs held them ${percent(heldShare)} of the time there was of them`]),
    ...busiest(stats),
    ...(shares.length > 0 ? inLines(shares).map((line, i) => (i === 0 ? `while held: ${line}` : line)) : []),
  ];
}

const DAY_MS = 86_400_000;

// Of less than a day it says when somebody looked, not when the pool is used.
function busiest({ use: { hours }, firstAt = 0, lastAt = 0 }: RunStats): string[] {
  const total = hours.reduce((sum, { heldMs }) => sum + heldMs, 0);
  const most = Math.max(...hours.map(({ heldMs }) => heldMs));
  const hour = hours.findIndex(({ heldMs }) => heldMs === most);
  return total === 0 || lastAt - firstAt < DAY_MS
    ? []
    : [`busiest from ${hour}:00 to ${hour + 1}:00 UTC, with ${percent(most / total)} of it`];
}

/** What runs took, and what that costs where prices are known. */
export function costOf({ cost: { machineMs, accountMs, aRun, money } }: RunStats): string[] {
  const { total, machines, accounts, deploys, aRun: each } = money ?? {};
  const parts = [
    ...(machines === undefined ? [] : [`machines ${machines.toFixed(2)}`]),
    ...(accounts === undefined ? [] : [`accounts ${accounts.toFixed(2)}`]),
    ...(deploys === undefined ? [] : [`deploys ${deploys.toFixed(2)}`]),
  ];
  return [
    `machines ${duration(machineMs)}, accounts ${duration(accountMs)}`,
    ...(aRun
      ? [
          `a run of tests: machines ${duration(aRun.machineMs)}, accounts ${duration(aRun.accountMs)}, ${round(aRun.deploys)} ${aRun.deploys === 1 ? "deploy" : "deploys"}`,
        ]
      : []),
    ...(money && total !== undefined
      ? [
          `${amount(total, money)} (${parts.join(", ")})${each === undefined ? "" : `, a run of tests ${amount(each, money)}`}`,
        ]
      : []),
  ];
}

function round(value: number): string {
  return value >= 10 || Number.isInteger(value) ? String(Math.round(value)) : value.toFixed(1);
}
