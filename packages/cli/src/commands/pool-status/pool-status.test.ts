import { stripVTControlCharacters } from "node:util";
import { expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
import { LiveArea } from "@regatta/run-log";
import { CapturedStream } from "../../testing/captured-stream.ts";
import { HOUR, lease, MINUTE, NOW, poolAccount } from "../../testing/sample-pool.ts";
import { type PoolLook, statusOf } from "./pool-status.ts";
import { renderStatus } from "./render-status.ts";
import { changesBetween } from "./status-changes.ts";
import { jsonView, liveView, plainView, type StatusView } from "./status-view.ts";
import { watchPool } from "./watch-pool.ts";

const same = (text: string) => text;
const colours = { bold: same, green: same, yellow: same, red: same, dim: same };
const leased = { state: "leased", lease, changedAt: NOW - 3 * MINUTE } as const;
const accounts = [
  poolAccount(1),
  poolAccount(2, leased),
  poolAccount(3, {
    state: "dirty",
    changedAt: NOW - HOUR,
    cleanAfter: NOW + 90_000,
    reason: "orders.test.ts timed out\nafter 300 s",
  }),
  poolAccount(4, { state: "disabled", disabledFrom: "dirty", reason: "over budget", fingerprints: {} }),
  poolAccount(5, { name: "anna", fingerprints: { orders: "other", base: "bb22" } }),
  poolAccount(6, { ...leased, lease: { ...lease, expiresAt: NOW - MINUTE } }),
];
const waiting = {
  id: "w1",
  runId: "r9",
  holder: "ci",
  priority: 0,
  since: NOW - 2 * MINUTE,
  until: NOW + MINUTE,
  minimum: 4,
  maximum: 8,
  held: 1,
  needs: 3,
};
const look: PoolLook = { table: "regatta", pool: "default", now: NOW, accounts, line: [] };

test("in 80 columns every account has a line, and who or why a line below", () => {
  expect(renderStatus(statusOf(look), { colours, columns: 80 }).split("\n")).toEqual([
    "Pool default in table regatta: 6 accounts,",
    "2 available · 2 leased · 1 dirty · 1 disabled.",
    "",
    "ACCOUNT                        STATE      FOR    LEASE LEFT         DEPLOYED",
    "210000000002/eu-west-1         leased     3 min  4 min              2 · a6d5ed1",
    "    checkout.test.ts · run r1 (https://circleci.com/gh/shop/api/1812)",
    "210000000006/eu-west-1         leased     3 min  ran out 1 min ago  2 · a6d5ed1",
    "    checkout.test.ts · run r1 (https://circleci.com/gh/shop/api/1812)",
    "210000000003/eu-west-1         dirty      1 h                       2 · a6d5ed1",
    "    orders.test.ts timed out after 300 s · cleaned again in 1 min 30 s",
    "210000000004/eu-west-1         disabled   2 h",
    "    over budget (was dirty)",
    "210000000001/eu-west-1         available  2 h                       2 · a6d5ed1",
    "210000000005/eu-west-1 (anna)  available  2 h                       2 · 39940b4",
    "",
  ]);
});

test("in 200 columns it is one line an account, none too wide; in a pipe nothing is cut off", () => {
  const long = { ...look, accounts: [poolAccount(3, { state: "dirty", reason: "x".repeat(300) })] };
  const wide = renderStatus(statusOf(long), { colours, columns: 200 }).split("\n");
  expect(wide.length).toBe(5);
  expect(wide[0]).toBe("Pool default in table regatta: 1 account, 1 dirty.");
  expect(wide[3]).toMatch(/^210000000003\/eu-west-1 {2}dirty {2}2 h {2,}2 · a6d5ed1 {2}x+…$/);
  expect(Math.max(...wide.map((line) => line.length))).toBeLessThanOrEqual(200);
  expect(renderStatus(statusOf(long), { colours })).toContain("x".repeat(300));
});

test("on a screen that is too low the most interesting accounts are shown, and the others counted", () => {
  const many = {
    ...look,
    accounts: [...accounts, ...Array.from({ length: 94 }, (_, i) => poolAccount(i + 7))],
  };
  const lines = renderStatus(statusOf(many), { colours, columns: 200, rows: 12 }).trimEnd().split("\n");
  expect(lines.length).toBeLessThanOrEqual(11);
  expect(lines.at(-1)).toBe("… and 94 more");
  expect(lines.join()).toContain("orders.test.ts");
});

test("who waits in line is told before the accounts, the first first", () => {
  const line = [waiting, { ...waiting, runId: "r10", priority: -1, only: ["anna"] }];
  const [, , title, ...waits] = renderStatus(statusOf({ ...look, line }), { colours }).split("\n");
  expect([title, ...waits.slice(0, 3)]).toEqual([
    "2 runs in line:",
    "    1. for 2 min: needs 3, has 1, takes up to 8: run r9 (ci)",
    "    2. for 2 min: needs 3 of anna, has 1, takes up to 8, priority -1: run r10 (ci)",
    "",
  ]);
  expect(statusOf({ ...look, line }).line[0]).toMatchObject({ runId: "r9", needs: 3, forMs: 2 * MINUTE });
});

test("one state is shown when asked for, and the whole pool is counted", () => {
  const status = statusOf(look, ["dirty"]);
  expect(status.accounts.map(({ account }) => account)).toEqual(["210000000003/eu-west-1"]);
  expect(status.counts).toEqual({
    available: 2,
    leased: 2,
    cleaning: 0,
    dirty: 1,
    quarantined: 0,
    disabled: 1,
  });
  expect(status.at).toBe("2026-03-04T12:00:00.000Z");
  expect(renderStatus(statusOf(look, ["quarantined"]), { colours })).toMatch(/^Pool .*1 disabled\.\n$/);
});

test("changes between two looks are those of the histories, and what holders went on to", () => {
  const history = [
    ...poolAccount(1).history,
    { id: "a", at: NOW + 1_000, by: "ci", state: "leased", why: "leased by run r2" },
    { id: "b", at: NOW + 3_000, by: "ci", state: "dirty", why: "it crashed" },
  ] as const;
  const after = {
    ...look,
    now: NOW + 5_000,
    line: [waiting],
    accounts: [
      { ...poolAccount(1, { state: "dirty", history }) },
      poolAccount(2, { ...leased, lease: { ...lease, activity: "refunds.test.ts" } }),
      ...accounts.slice(3),
      poolAccount(9),
    ],
  };
  const told = changesBetween(look, after).map(
    ({ at, account, what }) => `${at - NOW} ${account.slice(9, 12)} ${what}`,
  );
  expect(told).toEqual([
    `${-2 * HOUR} 009 available: added to the pool (ada@desk)`,
    `${-2 * MINUTE}  run r9 (ci) waits for 3 accounts`,
    "1000 001 leased: leased by run r2 (ci)",
    "3000 001 dirty: it crashed (ci)",
    "5000 002 leased: refunds.test.ts",
    "5000 003 removed from the pool",
  ]);
  expect(changesBetween(after, after)).toEqual([]);
  expect(changesBetween(after, look).at(-1)).toMatchObject({
    account: "the line",
    what: "run r9 waits no more",
  });
});

async function watched(stream: CapturedStream, view: StatusView, looks: Array<PoolLook | Error>) {
  const clock = new ManualClock(0);
  const end = new AbortController();
  const rest = looks.values();
  const watching = watchPool({
    look: async () => {
      const { value: next } = rest.next();
      if (!next) end.abort();
      if (next instanceof Error) throw next;
      return next ?? look;
    },
    view,
    everyMs: 5_000,
    clock,
    signal: end.signal,
  });
  for (const _ of looks) {
    await new Promise(setImmediate);
    await clock.advance(5_000);
  }
  await watching;
  expect(clock.sleeping).toBe(0);
  return stream.text;
}

const next = { ...look, accounts: [poolAccount(1, { version: 8 }), poolAccount(9), ...accounts.slice(1)] };

test("watching in a pipe tells the pool once, then what changes, and goes on after a look that failed", async () => {
  const stream = new CapturedStream();
  const view = plainView({ stdout: stream.asProcessStream() }, undefined);
  const text = await watched(stream, view, [look, look, new Error("throttled"), next]);
  expect(text.startsWith(renderStatus(statusOf(look), { colours }))).toBe(true);
  expect(text.trimEnd().split("\n").slice(-2)).toEqual([
    "could not look: throttled",
    "10:00:00Z 210000000009/eu-west-1 available: added to the pool (ada@desk)",
  ]);
});

test("watching for programs prints a line only when something has changed", async () => {
  const stream = new CapturedStream();
  const streams = { stdout: stream.asProcessStream(), stderr: stream.asProcessStream() };
  const text = await watched(stream, jsonView(streams, ["dirty"]), [look, look, next]);
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map(({ counts }) => counts.available)).toEqual([2, 3]);
});

test("on a terminal the pool is drawn in place, and the cursor stays as it was", async () => {
  const stream = new CapturedStream({ isTTY: true });
  const stdout = stream.asProcessStream();
  const area = await LiveArea.open({ stream: stdout, env: {} });
  const text = await watched(stream, liveView({ stdout, env: { NO_COLOR: "1" } }, undefined, area), [
    look,
    next,
  ]);
  expect(text).toContain("looked at 12:00:00Z; Ctrl-C ends");
  expect(text).not.toContain("\u001b[?25l");
  expect(stripVTControlCharacters(text).endsWith("\n")).toBe(true);
});

test("a watch whose first look fails fails", async () => {
  const view = { looked: () => undefined, failed: () => undefined, end: () => undefined };
  const look = () => Promise.reject(new Error("no table"));
  const { signal } = new AbortController();
  const watching = watchPool({ look, view, everyMs: 5_000, clock: new ManualClock(0), signal });
  await expect(watching).rejects.toThrow("no table");
});
