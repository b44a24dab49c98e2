import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { Lease } from "../lease/lease.ts";
import { leaseFor, MINUTE } from "../testing/lease-for.ts";
import {
  type Actor,
  type PoolTableForTest,
  startPoolTable,
  testAccount,
} from "../testing/start-pool-table.ts";
import type { LineOptions, PlaceInLine } from "./place-in-line.ts";

let world: PoolTableForTest;
let held: Lease[];
beforeEach(async () => {
  world = await startPoolTable();
  held = [];
});
afterEach(async () => {
  for (const lease of held) lease.abandon();
  await world.close();
});

/** A run's place in the line. */
function run(
  runId: string,
  { actor = world.actor(), ...options }: Partial<LineOptions> & { actor?: Actor } = {},
) {
  const { minimum = 1, maximum = 9, priority = 0, ...which } = options;
  const holder = `host of ${runId}`;
  const request = { runId, holder, durationMs: 5 * MINUTE, minimum, maximum, priority };
  return actor.pool.line({ ...request, ...which });
}

/** One look, by a run that holds so many. @returns how many accounts it took, and what else it saw. */
async function look(place: PlaceInLine, options: { held?: number; want?: number } = {}) {
  const seen = await place.look({ held: 0, want: 1, ...options });
  held.push(...seen.leases);
  return { took: seen.leases.length, ...seen };
}

async function release(count = 1): Promise<void> {
  for (const lease of held.splice(0, count)) await lease.release();
}

const writes = () =>
  world.gate.operations.filter((name) => name === "UpdateItem" || name === "DeleteItem").length;
const places = async () => (await world.actor().pool.readLine()).line.map(({ runId }) => runId);

test("with enough and nobody waiting, a lease costs one look and one write, and nothing is written to the line", async () => {
  await world.fill(3);
  const place = run("r1", { minimum: 2 });
  world.gate.operations.length = 0;
  const seen = await look(place, { want: 3 });
  expect(seen).toMatchObject({ took: 3, surplus: 0, line: [] });
  expect(seen.waiting).toBeUndefined();
  expect([world.gate.operations.filter((name) => name === "Query").length, writes()]).toEqual([1, 3]);
  expect(held[0]?.account.lease).toMatchObject({ runId: "r1", minimum: 2 });
});

test("who waits is served in the order of coming, one of higher priority before the others", async () => {
  await world.fill(1);
  await look(run("holder"));
  const [first, second, main] = [run("first"), run("second"), run("main", { priority: 5 })];
  expect((await look(first)).waiting).toMatchObject({ position: 1, of: 1 });
  expect((await look(second)).waiting).toMatchObject({ position: 2, of: 2 });
  expect((await look(main)).waiting).toMatchObject({ position: 1, of: 3 });
  expect((await look(first)).waiting).toMatchObject({ position: 2, of: 3 });
  expect(await places()).toEqual(["main", "first", "second"]);
  for (const [next, ...others] of [[main, first, second], [first, second], [second]]) {
    await release();
    for (const other of others) expect((await look(other)).took).toBe(0);
    expect((await look(next as PlaceInLine)).took).toBe(1);
  }
});

test("a minimum is taken all at once or not at all, and nobody behind passes meanwhile", async () => {
  await world.fill(3);
  await look(run("holder", { minimum: 3 }), { want: 3 });
  const [pair, single] = [run("pair", { minimum: 2 }), run("single")];
  await look(pair, { want: 2 });
  await look(single);
  await release();
  expect((await look(pair, { want: 2 })).took).toBe(0);
  expect((await look(single)).took).toBe(0);
  expect((await world.actor().pool.acquire({ runId: "x", holder: "h", durationMs: MINUTE })).kind).toBe(
    "none",
  );
  await release();
  expect((await look(single)).took).toBe(0);
  expect((await look(pair, { want: 2 })).took).toBe(2);
  await release();
  expect((await look(single)).took).toBe(1);
});

test("above its minimum a run takes only what nobody below its minimum needs, and gives its surplus back", async () => {
  await world.fill(4);
  const [large, small, waiter] = [run("large"), run("small", { minimum: 1 }), run("waiter", { minimum: 2 })];
  expect((await look(large, { want: 3 })).took).toBe(3);
  expect((await look(small)).took).toBe(1);
  await look(waiter, { want: 2 });
  expect((await look(large, { held: 3, want: 0 })).surplus).toBe(2);
  expect((await look(small, { held: 1, want: 0 })).surplus).toBe(0);
  await release();
  expect((await look(large, { held: 2, want: 2 })).surplus).toBe(1);
  expect((await look(small, { held: 1, want: 5 })).took).toBe(0);
  await release();
  expect((await look(waiter, { want: 2 })).took).toBe(2);
  expect((await look(large, { held: 1, want: 0 })).surplus).toBe(0);
});

test("a waiter that dies is passed after its deadline, by the server's time, and its place is removed", async () => {
  await world.fill(1);
  await look(run("holder"));
  await look(run("dead", { priority: 1 }));
  const living = run("living", { actor: world.actor({ wallClockOff: 7 * 60 * MINUTE }) });
  await look(living);
  await release();
  expect((await look(living)).took).toBe(0);
  await world.pass(45_000);
  expect((await look(living)).took).toBe(0);
  await world.pass(20_000);
  expect((await look(living)).took).toBe(1);
  expect((await look(run("next"))).line).toEqual([]);
});

test("who lost its place, as its machine slept, stands at the end", async () => {
  await world.fill(1);
  await look(run("holder"));
  const [sleeper, other] = [run("sleeper"), run("other")];
  await look(sleeper);
  await world.pass(50_000);
  await look(other);
  await world.pass(15_000);
  expect((await look(other)).waiting).toMatchObject({ position: 1, of: 1 });
  await look(sleeper);
  expect(await places()).toEqual(["other", "sleeper"]);
});

test("those who wait for other accounts do not hold each other up", async () => {
  await world.fill(2);
  const [a, b] = [testAccount(1).id, testAccount(2).id];
  const holder = run("holder", { minimum: 2 });
  await look(holder, { want: 2 });
  held.sort((one, other) => one.account.id.localeCompare(other.account.id));
  const [wantsA, wantsB] = [run("wants a", { only: [a] }), run("wants b", { only: [b] })];
  const any = run("any");
  expect((await look(wantsA)).waiting).toMatchObject({ position: 1, of: 1 });
  expect((await look(any)).waiting).toMatchObject({ position: 2, of: 2 });
  expect((await look(wantsB)).waiting).toMatchObject({ position: 2, of: 2 });
  held.push(...held.splice(0, 1));
  await release();
  expect((await look(wantsB)).took).toBe(0);
  expect((await look(any)).took).toBe(1);
});

test.each(["drop-answer", "lose-request", "throttle"] as const)(
  "a place is one place, and a share one share, when the first answers are lost (%s)",
  async (rule) => {
    await world.fill(1);
    await look(run("holder"));
    const place = run("r1");
    world.gate.next("UpdateItem", rule);
    await look(place);
    expect(await places()).toEqual(["r1"]);
    await release();
    world.gate.next("UpdateItem", rule);
    expect((await look(place)).took).toBe(1);
    world.gate.rule = () => "pass";
    world.gate.next("DeleteItem", rule);
    await place.leave();
    expect((await world.actor().pool.readLine()).line).toEqual([]);
  },
);

test("a place that could not be written is taken the next time, once", async () => {
  await world.fill(1);
  await look(run("holder"));
  const place = run("r1");
  world.gate.next("UpdateItem", "drop-answer", 99);
  await look(place);
  world.gate.next("UpdateItem", "lose-request", 99);
  await expect(look(run("r2"))).rejects.toMatchObject({ code: "AWS_UNREACHABLE" });
  world.gate.rule = () => "pass";
  expect((await look(place)).waiting).toMatchObject({ position: 1, of: 1 });
  await place.leave();
  expect(await places()).toEqual([]);
});

test("dirty and disabled accounts are not waited for as if they were to be had", async () => {
  await world.fill(2);
  const { pool } = world.actor();
  await pool.disable(testAccount(1), { by: "test", reason: "x" });
  await (await leaseFor(pool, "r0")).markDirty("x");
  const seen = await look(run("r1"));
  expect(seen).toMatchObject({ took: 0, waiting: { position: 1, of: 1 } });
});

test("a minimum below one, or above the maximum, is refused", () => {
  for (const minimum of [0, 10, 1.5])
    expect(() => run("r", { minimum, maximum: 9 })).toThrow(
      expect.objectContaining({ code: "LINE_INVALID" }),
    );
});
