import { expect, test } from "@jest/globals";
import type { PoolAccount, Waiting } from "@regatta/accounts";
import { HOUR, lease, MINUTE, NOW, poolAccount } from "../../testing/sample-pool.ts";
import { diagnose, type PoolFacts } from "./diagnose.ts";
import { renderFindings } from "./render-findings.ts";

const DAY = 24 * HOUR;
const settings = { pointInTimeRecovery: "on", expiry: "on" } as const;
const free = poolAccount(1);

function found(accounts: PoolAccount[], facts: Partial<PoolFacts> = {}) {
  return diagnose({ accounts: [free, ...accounts], line: [], now: NOW, settings, ...facts });
}

/** Kind and whether it needs somebody, of each finding. */
function kinds(...given: Parameters<typeof found>) {
  return found(...given).map(({ kind, needsSomeone }) => `${kind}${needsSomeone ? "!" : ""}`);
}

const dirty = (n: number, reason: string, change: Partial<PoolAccount> = {}) =>
  poolAccount(n, { state: "dirty", reason, changedAt: NOW - HOUR, ...change });
const held = (n: number, change: Partial<typeof lease & { byHand: string }>) =>
  poolAccount(n, { state: "leased", lease: { ...lease, ...change } });

test("a pool whose accounts are all available has no findings", () => {
  expect(found([])).toEqual([]);
  expect(renderFindings([], { colours })).toBe("Healthy: nothing needs anybody.\n");
});

test("accounts in use are told by holder, and are fine", () => {
  const [run, hand] = found([
    held(2, {}),
    held(3, {}),
    held(4, { byHand: "a strange table", holder: "ada@desk" }),
  ]);
  expect(run).toMatchObject({
    kind: "in-use",
    needsSomeone: false,
    cause: "2 accounts are leased by run r1 (https://circleci.com/gh/shop/api/1812)",
    accounts: [{ detail: "checkout.test.ts", forMs: 3 * MINUTE }, {}],
  });
  expect(hand?.cause).toBe("1 account is leased by ada@desk by hand (a strange table)");
  expect(hand?.fix).toContain("regatta pool release 210000000004/eu-west-1");
  expect(kinds([poolAccount(2, { state: "cleaning", lease })])).toEqual(["being-cleaned"]);
});

test("a lease that ran out is fine for a while, and then nobody looks at the pool", () => {
  expect(kinds([held(2, { expiresAt: NOW - MINUTE })])).toEqual(["lease-ran-out"]);
  const [late] = found([held(2, { expiresAt: NOW - 11 * MINUTE })]);
  expect(late).toMatchObject({ kind: "lease-ran-out", needsSomeone: true, fix: "regatta clean" });
  expect(late?.accounts[0]).toMatchObject({ since: "2026-03-04T11:49:00.000Z", forMs: 11 * MINUTE });
});

test("dirty accounts are grouped by cause, whatever tells one case from another", () => {
  const reaped = (n: number) => {
    const why = `the lease of run r${n}, held by ci-${n}, ran out`;
    const history = [{ id: "x", at: NOW - HOUR, by: "reaper", state: "dirty", why }] as const;
    return dirty(n, why, { history });
  };
  const findings = found([
    reaped(2),
    reaped(3),
    dirty(4, "deploying orders: arn:aws:s3:::a-4 of 210000000004/eu-west-1 is not empty after 300 s"),
    dirty(5, "deploying orders: arn:aws:s3:::a-5 of 210000000005/eu-west-1 is not empty after 20 s"),
    dirty(6, "orders.test.ts timed out", { cleanAfter: NOW + 5 * MINUTE }),
  ]);
  expect(findings.map(({ cause, needsSomeone, accounts }) => [cause, needsSomeone, accounts.length])).toEqual(
    [
      ["2 accounts are dirty: its holder vanished, and the lease ran out", false, 2],
      ["2 accounts are dirty: deploying orders: arn:… of … is not empty after …", false, 2],
      ["1 account is dirty: orders.test.ts timed out", false, 1],
    ],
  );
  expect(findings[1]?.accounts[0]?.detail).toMatch(/arn:aws:s3:::a-4 of 210000000004/);
  expect(findings[2]?.accounts[0]?.detail).toBe("cleaned again in 5 min");
});

test("a dirty account nobody has tried to clean for a day says that no cleaner runs", () => {
  expect(kinds([dirty(2, "x", { changedAt: NOW - DAY - MINUTE })])).toEqual(["dirty-for-long!"]);
  expect(kinds([dirty(2, "x", { changedAt: NOW - DAY - MINUTE, cleanAfter: NOW + HOUR })])).toEqual([
    "dirty",
  ]);
  expect(kinds([dirty(2, "x", { changedAt: NOW - 9 * DAY, parkedSince: NOW - 9 * DAY })])).toEqual(["dirty"]);
  expect(kinds([dirty(2, "x", { changedAt: NOW - 9 * DAY, name: "anna" })])).toEqual(["dirty"]);
});

test("a quarantined account needs somebody, and is told with when it is tried again", () => {
  const [finding] = found([
    poolAccount(2, {
      state: "quarantined",
      reason: "bucket a is locked",
      failures: 3,
      cleanAfter: NOW + DAY,
    }),
  ]);
  expect(finding).toMatchObject({
    kind: "quarantined",
    needsSomeone: true,
    fix: "mend what is named, then: regatta pool reset 210000000002/eu-west-1",
    cause: "1 account is quarantined: bucket a is locked",
    accounts: [{ detail: "3 cleanings failed, tried again in 1 d" }],
  });
  expect(kinds([poolAccount(2, { state: "quarantined", reason: "x" })])).toEqual(["quarantined!"]);
});

test("a disabled account is fine for a month", () => {
  const disabled = (changedAt: number) =>
    poolAccount(2, { state: "disabled", reason: "over budget", changedAt });
  expect(kinds([disabled(NOW - 29 * DAY)])).toEqual(["disabled"]);
  expect(found([disabled(NOW - 31 * DAY)])).toMatchObject([
    {
      kind: "disabled-for-long",
      needsSomeone: true,
      fix: expect.stringContaining("regatta pool remove 2100"),
    },
  ]);
});

const waiting = {
  id: "w1",
  runId: "r9",
  holder: "ci",
  priority: 0,
  since: NOW - 31 * MINUTE,
  until: NOW + MINUTE,
  minimum: 2,
  maximum: 8,
  held: 0,
  needs: 2,
} satisfies Waiting;

test("a line whose first has waited for long does not move, and is told why", () => {
  const accounts = [held(2, {}), dirty(3, "x")];
  const [stuck] = found(accounts, { line: [waiting, { ...waiting, runId: "r10" }] });
  expect(stuck).toMatchObject({ kind: "line-stuck", needsSomeone: true, fix: "regatta clean" });
  expect(stuck?.cause).toBe(
    "run r9 (ci) is first in line for 31 min and needs 2: of the 3 accounts it may have 1 available, 1 leased, 1 dirty",
  );
  const short = { ...waiting, since: NOW - 29 * MINUTE };
  expect(kinds(accounts, { line: [short] })).toEqual(["in-use", "dirty"]);
});

test("who waits for more than the pool has is told at once", () => {
  const line = [{ ...waiting, since: NOW, minimum: 3, needs: 3, exclude: ["210000000003"] }];
  const [impossible] = found([held(2, {}), dirty(3, "x"), dirty(4, "x", { name: "anna" })], { line });
  expect(impossible).toMatchObject({ kind: "line-impossible", needsSomeone: true });
  expect(impossible?.cause).toContain("wants 3 at once, and only 2 accounts it may have are not disabled");
});

test("a pool without accounts for runs, and one in which none can be had, need somebody", () => {
  const alone = (accounts: PoolAccount[]) => diagnose({ accounts, line: [], now: NOW, settings });
  expect(alone([poolAccount(1, { name: "anna" })])[0]).toMatchObject({ kind: "empty", needsSomeone: true });
  expect(alone([dirty(1, "x")]).map(({ kind }) => kind)).toEqual(["nothing-to-lease", "dirty"]);
});

test("a table that is not kept safe is told, where the settings can be read and are known", () => {
  expect(kinds([], { settings: { pointInTimeRecovery: "off", expiry: "off" } })).toEqual([
    "no-recovery!",
    "no-expiry!",
  ]);
  expect(kinds([], { settings: { pointInTimeRecovery: "unknown", expiry: "off" } })).toEqual([]);
  expect(kinds([], { settings: { unreadable: "denied" } })).toEqual(["settings-unreadable"]);
});

const same = (text: string) => text;
const colours = { bold: same, green: same, yellow: same, red: same, dim: same };

test("findings are shown with what needs somebody first, no line too wide", () => {
  const text = renderFindings(
    found([held(2, {}), dirty(3, `${"x".repeat(200)}`, { changedAt: NOW - 2 * DAY })]),
    { colours, columns: 80 },
  );
  expect(text.split("\n")).toEqual([
    "problem: 1 account is dirty, and nobody has tried to clean for longer than a day",
    `  210000000003/eu-west-1  for 2 d  ${"x".repeat(44)}…`,
    "  next: regatta clean, and have CI or a service do it from now on",
    "",
    "fine: 1 account is leased by run r1 (https://circleci.com/gh/shop/api/1812)",
    "  210000000002/eu-west-1  for 3 min  checkout.test.ts",
    "  next: nothing: wait",
    "",
    "1 finding needs somebody.",
    "",
  ]);
});
