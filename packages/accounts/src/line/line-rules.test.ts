import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { accountKey, type PoolAccount } from "../account.ts";
import { canBeLeased, suits } from "../pool/choose-accounts.ts";
import { estimateWait, pastLeases } from "./estimate-wait.ts";
import { outlookFor } from "./outlook-for.ts";
import { shareOut } from "./share-out.ts";
import { standingOf } from "./standing.ts";
import { surplusByRun } from "./surplus.ts";
import { inOrder, isAhead, lineOf, type Waiter } from "./waiter.ts";

const NOW = 1_000_000;
const RUNS = ["a", "b", "c", "d"] as const;
const ids = Array.from({ length: 8 }, (_, n) => String(210_000_000_001 + n));

const accounts = fc
  .array(
    fc.record({
      state: fc.constantFrom("available", "available", "leased", "leased", "dirty", "quarantined"),
      by: fc.constantFrom(...RUNS),
      changedAt: fc.integer({ min: 0, max: 5 }),
    }),
    { maxLength: ids.length },
  )
  .map((given) => given.map(({ state, by, changedAt }, n) => account(n, state, { by, changedAt })));
const waiters = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 0, max: 99 }).map(String),
    runId: fc.constantFrom(...RUNS, "e", "f"),
    priority: fc.integer({ min: 0, max: 1 }),
    since: fc.integer({ min: 0, max: 3 }),
    until: fc.constantFrom(NOW - 1, NOW, NOW + 1),
    minimum: fc.integer({ min: 1, max: 4 }),
    only: fc.option(fc.subarray(ids), { nil: undefined, freq: 3 }),
  }),
  { maxLength: 5, selector: ({ id }) => id },
) as fc.Arbitrary<Array<Omit<Waiter, "holder" | "maximum">>>;
const seen = fc.tuple(accounts, waiters).map(([all, some]) => {
  const places = some.map((waiter): Waiter => ({ ...waiter, holder: "h", maximum: 9 }));
  return { accounts: all, waiters: places, line: lineOf(all, places, NOW) };
});

const MINIMUM: Record<string, number> = { a: 1, b: 2, c: 1, d: 3 };

function account(
  n: number,
  state: string,
  { by, changedAt }: { by: string; changedAt: number },
): PoolAccount {
  const id = ids[n] ?? "";
  const lease = { id: `l${n}`, holder: "h", runId: by, epoch: 1, acquiredAt: 0, expiresAt: NOW };
  return {
    id,
    region: "eu-west-1",
    state: state as PoolAccount["state"],
    version: 1,
    roleArn: `arn:aws:iam::${id}:role/RegattaTest`,
    changedAt,
    failures: 0,
    fingerprints: {},
    history: [],
    ...(state === "leased" ? { lease: { ...lease, minimum: MINIMUM[by] ?? 1 } } : {}),
  };
}

function heldBy(all: readonly PoolAccount[], runId: string): PoolAccount[] {
  return all.filter(({ lease }) => lease?.runId === runId);
}

test("the line is who lives and is below its minimum: higher priority first, then first come, whoever looks", () => {
  fc.assert(
    fc.property(seen, ({ accounts: all, waiters: places, line }) => {
      const due = places.filter(
        ({ runId, until, minimum }) => until >= NOW && heldBy(all, runId).length < minimum,
      );
      expect(line.map(({ runId }) => runId).sort()).toEqual(
        [...new Set(due.map(({ runId }) => runId))].sort(),
      );
      for (const [i, waiter] of line.entries())
        for (const later of line.slice(i + 1)) {
          expect(isAhead(waiter, later)).toBe(true);
          expect(waiter.priority).toBeGreaterThanOrEqual(later.priority);
          if (waiter.priority === later.priority) expect(waiter.since).toBeLessThanOrEqual(later.since);
        }
      expect(inOrder([...line].reverse())).toEqual(line);
    }),
  );
});

test("shares are of accounts that can be leased and that the waiter can use, nobody's twice, the same in any order read", () => {
  fc.assert(
    fc.property(seen, ({ accounts: all, line }) => {
      const { of, spare } = shareOut(all, line);
      const shared = [...of.values()].flat();
      expect(new Set(shared).size).toBe(shared.length);
      expect(new Set([...shared, ...spare])).toEqual(new Set(all.filter(canBeLeased)));
      for (const waiter of line) {
        const share = of.get(waiter.id) ?? [];
        expect(share.length).toBeLessThanOrEqual(waiter.needs);
        expect(share.every((one) => suits(one, waiter))).toBe(true);
      }
      const again = shareOut([...all].reverse(), line);
      expect([...again.of].map(([id, share]) => [id, share.map(accountKey)])).toEqual(
        [...of].map(([id, share]) => [id, share.map(accountKey)]),
      );
    }),
  );
});

test("nobody behind changes how many a waiter gets, and no spare account could still serve one that is short", () => {
  fc.assert(
    fc.property(seen, ({ accounts: all, line }) => {
      const { of, spare } = shareOut(all, line);
      for (const [i, waiter] of line.entries()) {
        const alone = shareOut(all, line.slice(0, i + 1)).of.get(waiter.id) ?? [];
        expect((of.get(waiter.id) ?? []).length).toBe(alone.length);
        if (alone.length < waiter.needs) expect(spare.some((one) => suits(one, waiter))).toBe(false);
      }
    }),
  );
});

test("surplus never takes a run below its minimum, the largest gives first, and only what completes somebody", () => {
  fc.assert(
    fc.property(seen, ({ accounts: all, line }) => {
      const shares = shareOut(all, line);
      const surplus = surplusByRun(all, line, shares);
      const waits = new Set(line.map(({ runId }) => runId));
      const above = (run: string) =>
        waits.has(run) ? 0 : Math.max(0, heldBy(all, run).length - (MINIMUM[run] ?? 1));
      for (const [run, count] of surplus) expect(count).toBeLessThanOrEqual(above(run));
      const missing = line.map(({ id, needs }) => needs - (shares.of.get(id)?.length ?? 0));
      const given = [...surplus.values()].reduce((sum, count) => sum + count, 0);
      expect(given).toBeLessThanOrEqual(missing.reduce((sum, count) => sum + count, 0));
      if (line.every(({ only }) => only === undefined) && (missing[0] ?? 0) > 0) {
        const available = RUNS.reduce((sum, run) => sum + above(run), 0);
        expect(given > 0).toBe(available >= (missing[0] ?? 0));
        // Nobody gives while another keeps two more above its minimum than it has left.
        for (const [run, count] of surplus)
          for (const other of RUNS)
            expect(above(run) - count).toBeGreaterThanOrEqual(above(other) - (surplus.get(other) ?? 0) - 1);
      }
    }),
  );
});

test("once a holder gave back what it was asked for, the others are asked for the same as before", () => {
  fc.assert(
    fc.property(seen, ({ accounts: all, waiters: places }) => {
      const anything = places.map(({ only: _, ...waiter }) => waiter);
      const line = lineOf(all, anything, NOW);
      const before = surplusByRun(all, line, shareOut(all, line));
      const [giver] = before.keys();
      if (giver === undefined) return;
      const gone = heldBy(all, giver)[0];
      const { lease: _, ...given } = gone as PoolAccount;
      const after = all.map((one) => (one === gone ? { ...given, state: "available" as const } : one));
      const now = surplusByRun(after, lineOf(after, anything, NOW), shareOut(after, line));
      const expected = new Map(before).set(giver, (before.get(giver) ?? 0) - 1);
      expect(now).toEqual(new Map([...expected].filter(([, count]) => count > 0)));
    }),
  );
});

test("an outlook, a place behind all others, and the line's own shares agree", () => {
  fc.assert(
    fc.property(seen, fc.integer({ min: 1, max: 3 }), ({ accounts: all, line }, minimum) => {
      const terms = { minimum, maximum: 9, priority: 0, want: 9 };
      const { now, waiting } = outlookFor({ accounts: all, line, now: NOW, ...terms });
      const standing = standingOf({ accounts: all, line }, { ...terms, runId: "z", holder: "h", held: 0 });
      expect(waiting === undefined).toBe(standing.isComplete);
      expect(now >= minimum).toBe(standing.isComplete);
      if (waiting) expect(waiting.position).toBeLessThanOrEqual(waiting.of);
      expect(standing.position).toBeLessThanOrEqual(standing.rivals.length + 1);
    }),
  );
});

test("a wait is estimated from what past leases lasted and how long those there are have lasted", () => {
  const lease = (at: number, end: number) => [
    { id: "1", at, by: "h", state: "leased" as const, why: "" },
    { id: "2", at: end, by: "h", state: "available" as const, why: "" },
  ];
  const all = [0, 1, 2].map((n) => ({
    ...account(n, "leased", { by: "a", changedAt: 0 }),
    history: lease(0, 60_000 + n * 1_000),
  }));
  const ends = all.map(
    (one, n) => ({ ...one, lease: { ...one.lease, acquiredAt: NOW - n * 20_000 } }) as PoolAccount,
  );
  expect(pastLeases(ends)).toEqual([60_000, 61_000, 62_000]);
  const me = { accounts: ends, now: NOW, minimum: 1, maximum: 1, priority: 0, want: 1 };
  expect(outlookFor({ ...me, line: [] }).waiting).toEqual({ position: 1, of: 1, estimateMs: 21_000 });
  const first = {
    id: "1",
    runId: "e",
    holder: "h",
    priority: 0,
    since: 0,
    until: NOW,
    minimum: 2,
    maximum: 2,
  };
  const line = lineOf(ends, [first], NOW);
  expect(outlookFor({ ...me, line }).waiting).toEqual({ position: 2, of: 2, estimateMs: 61_000 });
  expect(outlookFor({ ...me, line, minimum: 2, want: 2 }).waiting?.estimateMs).toBeUndefined();
  expect(estimateWait([], { ahead: [] }, NOW)).toBeUndefined();
});
