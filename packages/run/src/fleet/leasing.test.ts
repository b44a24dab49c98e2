import { expect, test } from "@jest/globals";
import type { Lease, Look, LookOptions } from "@regatta/accounts";
import { ManualClock, RegattaError } from "@regatta/foundation";
import type { RunEventInput, RunLog } from "@regatta/run-log";
import { DeployOutcomes } from "./deploy-outcomes.ts";
import type { FleetUser } from "./fleet-user.ts";
import type { HeldAccounts } from "./held-accounts.ts";
import { Leasing } from "./leasing.ts";
import { Refusals } from "./refusals.ts";

const nothing: Look = { leases: [], surplus: 0, accounts: [], line: [] };
const leased = { state: "leased", lease: { runId: "r7", holder: "ci", expiresAt: 0 } };
const taken = { ...nothing, accounts: [leased], waiting: { position: 1, of: 2 } } as unknown as Look;

interface Situation {
  minimum?: number;
  maximum?: number;
  waitMs?: number;
  /** What each look finds, the last one again and again. */
  looks: Array<Look | Error>;
  count?: number;
  /** How many it has to hold at once. */
  least?: number;
  /** How many it holds already. */
  held?: number;
}

/** A run that asks for accounts, with a pool that answers as told. */
async function begin(situation: Situation) {
  const { minimum = 1, maximum = 4, waitMs = 10_000, looks, count = 4, least = 1, held = 0 } = situation;
  const clock = new ManualClock(0);
  const events: RunEventInput[] = [];
  const asked: LookOptions[] = [];
  const seen = { asked, events, left: 0, gaveUp: [] as number[], noMore: 0, noMoreThan: [] as number[] };
  const accounts = {
    size: held,
    failedBefore: 0,
    returning: 0,
    refusals: new Refusals(),
    outcomes: new DeployOutcomes(),
    take: () => accounts.size++,
  };
  const user: Partial<FleetUser> = {
    wish: () => ({ count: count - accounts.size, least }),
    isDone: () => false,
    giveUp: (number) => seen.gaveUp.push(number),
    noMoreThan: (number) => {
      seen.noMoreThan.push(number);
      return "Large files were left";
    },
    noMore: () => {
      seen.noMore++;
      return "Files were left";
    },
  };
  const leasing = new Leasing({
    source: {
      look: async (options) => {
        asked.push(options);
        const found = looks.length > 1 ? looks.shift() : looks[0];
        if (found instanceof Error) throw found;
        return found ?? nothing;
      },
      leave: async () => {
        seen.left++;
      },
    },
    user: user as FleetUser,
    accounts: accounts as unknown as HeldAccounts,
    lending: { minimum, maximum, waitMs },
    runId: "mine",
    serverNow: () => clock.now(),
    log: { append: (event: RunEventInput) => events.push(event) } as unknown as RunLog,
    clock,
    random: () => 0.5,
  });
  const ended = new AbortController();
  const over = leasing.run(ended.signal);
  // Until the first look is over.
  await new Promise((resolve) => setImmediate(resolve));
  return { ...seen, seen, clock, leasing, accounts, ended, over };
}

test("who is left without an account waits its limit, every two seconds, and ends with the cause; the line is left", async () => {
  const run = await begin({ looks: [taken], minimum: 1, waitMs: 9_000 });
  await run.clock.advance(8_500);
  expect(run.asked).toHaveLength(5);
  expect(run.seen.noMore).toBe(0);
  await run.clock.advance(2_000);
  await run.over;
  expect(run.leasing.failure).toMatchObject({
    code: "NO_ACCOUNT_AVAILABLE",
    message: expect.stringContaining("Files were left without an account after waiting 10 s: none of the 1"),
  });
  expect([run.seen.left, run.seen.noMore]).toEqual([1, 1]);
  expect(run.events).toEqual([
    { kind: "lease-waiting", reason: expect.stringContaining("run r7 (ci)"), position: 1, of: 2 },
  ]);
});

test("an interrupted waiter leaves the line at once", async () => {
  const run = await begin({ looks: [taken] });
  run.ended.abort();
  await run.over;
  expect([run.seen.left, run.seen.noMore]).toEqual([1, 0]);
});

test("AWS out of reach is waited out and told once; what it refuses is not waited for", async () => {
  const failure = (code: string) => new RegattaError("no", { code, source: "service" });
  const got: Look = { ...nothing, leases: [{} as Lease] };
  const patient = await begin({ looks: [failure("AWS_UNREACHABLE"), failure("AWS_UNREACHABLE"), got] });
  await patient.clock.advance(4_100);
  expect(patient.accounts.size).toBe(1);
  expect(patient.events.map(({ kind }) => kind)).toEqual(["problem"]);
  patient.ended.abort();
  await patient.over;
  const refused = await begin({ looks: [failure("ACCESS_DENIED")] });
  await refused.over;
  expect(refused.seen.noMore).toBe(1);
});

test("what others wait for is given up, less what is on its way back already; a run at its minimum is not asked", async () => {
  const four: Look = { ...nothing, leases: Array.from({ length: 4 }, () => ({}) as Lease) };
  const run = await begin({ looks: [four, { ...nothing, surplus: 3 }], minimum: 2 });
  run.accounts.returning = 1;
  await run.clock.advance(5_000);
  expect(run.asked).toEqual([
    { held: 0, want: 4 },
    { held: 4, want: 0 },
  ]);
  expect(run.seen.gaveUp).toEqual([0, 2]);
  expect(run.seen.events).toEqual([{ kind: "surplus-wanted", accounts: 2 }]);
  run.accounts.size = 2;
  const wants = run.asked.length;
  run.accounts.failedBefore = 2;
  await run.clock.advance(10_000);
  expect(run.asked).toHaveLength(wants);
  run.ended.abort();
  await run.over;
});

test("who holds fewer than its largest file needs asks for so many, and does without that file after the limit", async () => {
  const run = await begin({ looks: [taken], held: 1, least: 2, count: 3, waitMs: 9_000 });
  expect(run.asked[0]).toMatchObject({ held: 1, want: 2, minimum: 2 });
  await run.clock.advance(8_500);
  expect(run.seen.noMoreThan).toEqual([]);
  await run.clock.advance(2_000);
  expect([run.seen.noMoreThan[0], run.seen.noMore, run.seen.left]).toEqual([1, 0, 0]);
  expect(run.leasing.failure?.message).toMatch(/^Large files were left without an account after waiting/);
  run.ended.abort();
  await run.over;
});

test("where so many may never be held, as deploys failed, the largest file is not waited for", async () => {
  const run = await begin({ looks: [taken], held: 1, least: 2, maximum: 2 });
  run.accounts.failedBefore = 1;
  await run.clock.advance(2_500);
  expect(run.seen.noMoreThan[0]).toBe(1);
  run.ended.abort();
  await run.over;
});
