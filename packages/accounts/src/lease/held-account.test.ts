import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { RenewOutcome } from "../pool/renew-lease.ts";
import type { Limit } from "../tell-limit.ts";
import { account, heldForTest } from "../testing/held.ts";

const MINUTE = 60_000;
const renewed: RenewOutcome = { kind: "renewed", leftMs: 5 * MINUTE };
const unreachable = () => new Error("no route to DynamoDB");

test("heartbeats come every third of the lease and keep it", async () => {
  const { held, clock, renewals } = heldForTest(5 * MINUTE, () => renewed);
  held.startHeartbeat();
  await clock.advance(30 * MINUTE);
  expect(renewals.slice(0, 3)).toEqual([100_000, 200_000, 300_000]);
  expect(held.signal.aborted).toBe(false);
  held.abandon();
  await clock.advance(0);
  expect(clock.sleeping).toBe(0);
});

test("a lease that cannot be renewed is given up 15 s before its end, saying why", async () => {
  const { held, clock, renewals } = heldForTest(5 * MINUTE, unreachable);
  held.startHeartbeat();
  await clock.advance(5 * MINUTE - 15_001);
  expect(held.signal.aborted).toBe(false);
  await clock.advance(1);
  expect(held.signal.reason).toMatchObject({ code: "LEASE_LOST", account: "210000000001/eu-west-1" });
  expect(held.signal.reason.message).toContain("no route to DynamoDB");
  const tried = renewals.length;
  expect(tried).toBeGreaterThan(20);
  await clock.advance(10 * MINUTE);
  expect(renewals.length).toBe(tried);
});

test("while heartbeats fail it tells how long the account is good for, once, and when that is over", async () => {
  const { held, clock } = heldForTest(5 * MINUTE, (n) => (n === 2 || n === 3 ? unreachable() : renewed));
  const told: Array<Limit | undefined> = [];
  held.watchLimit((limit) => told.push(limit));
  held.startHeartbeat();
  await clock.advance(199_999);
  expect(told).toEqual([]);
  await clock.advance(1);
  // Renewed at 100 s for 300 s, given up 15 s before that ends: at 385 s.
  const reason = "its lease could not be renewed: no route to DynamoDB";
  expect(told).toEqual([{ endsInMs: 185_000, reason }]);
  await clock.advance(5_000);
  expect(told).toHaveLength(1);
  await clock.advance(5_000);
  expect(told.slice(1)).toEqual([undefined]);
  held.abandon();
});

test("without heartbeats a lease is given up in time as well", async () => {
  const { held, clock, renewals } = heldForTest(4_000, () => renewed);
  await clock.advance(2_999);
  expect(held.signal.aborted).toBe(false);
  await clock.advance(1);
  expect(held.signal.aborted).toBe(true);
  expect(renewals).toEqual([]);
});

test("a heartbeat that hangs is given up and sent again, and does not outlive the lease", async () => {
  const { held, clock, renewals } = heldForTest(5 * MINUTE, (n) => (n === 1 ? "hang" : renewed));
  held.startHeartbeat();
  await clock.advance(2 * MINUTE);
  expect(renewals.length).toBe(2);
  expect(renewals[1]).toBe(100_000 + 10_000 + 5_000);
  await clock.advance(10 * MINUTE);
  expect(held.signal.aborted).toBe(false);
  held.abandon();
});

test("a lease the table says is gone is lost at once, saying who has the account", async () => {
  const lease = { id: "lease-9", holder: "ci-7", runId: "r9", epoch: 8, acquiredAt: 0, expiresAt: 9 };
  const gone: RenewOutcome = { kind: "lost", account: { ...account, lease } };
  const { held, clock } = heldForTest(5 * MINUTE, () => gone);
  held.startHeartbeat();
  await clock.advance(100_000);
  expect(held.signal.reason.message).toContain("the account is now leased by run r9 (ci-7)");
  await expect(held.renew()).rejects.toMatchObject({ code: "LEASE_LOST" });
});

test("a wall clock set hours off, either way, loses nothing; the table is asked at once whether the machine slept", async () => {
  for (const hours of [-5, 5]) {
    const { held, clock, renewals } = heldForTest(5 * MINUTE, () => renewed);
    held.startHeartbeat();
    clock.setWallClock(clock.now() + hours * 60 * MINUTE);
    await clock.advance(5_000);
    expect(renewals).toEqual([5_000]);
    await clock.advance(20 * MINUTE);
    expect(held.signal.aborted).toBe(false);
    held.abandon();
  }
});

test("a renewal that turns out to have left too little is made again with the time now known", async () => {
  const { held, clock, renewals } = heldForTest(5 * MINUTE, (n) =>
    n === 1 ? { kind: "renewed", leftMs: -MINUTE } : renewed,
  );
  await held.renew();
  expect(renewals.length).toBe(2);
  await clock.advance(4 * MINUTE);
  expect(held.signal.aborted).toBe(false);
  held.abandon();
});

test("a holder that hears its lease ran out while the machine slept, and cannot renew it, stops at once", async () => {
  const { held, clock } = heldForTest(5 * MINUTE, (n) =>
    n === 1 ? { kind: "renewed", leftMs: -MINUTE } : unreachable(),
  );
  await expect(held.renew()).rejects.toMatchObject({ code: "LEASE_LOST" });
  expect(held.signal.aborted).toBe(true);
  await clock.advance(0);
  expect(clock.sleeping).toBe(0);
});

test("a renewal that leaves less than was thought moves the holder's end forward, for short leases too", async () => {
  const { held, clock } = heldForTest(8_000, () => ({ kind: "renewed", leftMs: 3_000 }));
  await clock.advance(100);
  await held.renew();
  await clock.advance(999);
  expect(held.signal.aborted).toBe(false);
  await clock.advance(1);
  expect(held.signal.aborted).toBe(true);
});

test("asking the table whether the machine slept does not put off giving the lease up", async () => {
  const { held, clock } = heldForTest(5 * MINUTE, () => "hang");
  held.startHeartbeat();
  await clock.advance(5 * MINUTE - 16_000);
  clock.setWallClock(clock.now() + 60 * MINUTE);
  await clock.advance(1_000);
  expect(held.signal.aborted).toBe(true);
});

test("whatever fails, the holder has stopped before its lease is over at the server", async () => {
  const outcome = fc.constantFrom("ok", "fail", "hang", "applied-but-lost");
  await fc.assert(
    fc.asyncProperty(
      fc.array(outcome, { maxLength: 40 }),
      fc.integer({ min: 1_000, max: 400_000 }),
      async (plan, ms) => {
        // The server counts from when the write reaches it, which is not before it was sent.
        let endsAtServer = ms;
        const { held, clock } = heldForTest(ms, (n) => {
          const next = plan[n - 1] ?? "fail";
          if (next === "hang") return "hang";
          if (next === "fail") return unreachable();
          endsAtServer = Math.max(endsAtServer, clock.monotonic() + ms);
          return next === "ok" ? { kind: "renewed", leftMs: ms } : unreachable();
        });
        let stoppedAt = Number.POSITIVE_INFINITY;
        held.signal.addEventListener("abort", () => {
          stoppedAt = clock.monotonic();
        });
        held.startHeartbeat();
        for (let step = 0; step < 60 && !held.signal.aborted; step++) await clock.advance(ms / 3);
        expect(stoppedAt).toBeLessThanOrEqual(endsAtServer - Math.min(15_000, ms / 4) + 1);
        expect(clock.sleeping).toBe(0);
      },
    ),
    { numRuns: 200 },
  );
});

test("a lease below a second is refused", () => {
  expect(() => heldForTest(999, () => renewed)).toThrow(expect.objectContaining({ code: "LEASE_TOO_SHORT" }));
});
