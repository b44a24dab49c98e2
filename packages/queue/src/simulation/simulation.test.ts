import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { QueueWrite } from "../queue-store.ts";
import { type Broken, type SimWorld, simulate } from "./simulate.ts";

const RUNS = Number(process.env.REGATTA_SIMULATE_QUEUES ?? 12);

const faults = fc.record({
  atMs: fc.integer({ min: 0, max: 240_000 }),
  machine: fc.nat({ max: 5 }),
  kind: fc.constantFrom("die", "stop", "sleep", "restart", "cut off"),
  forMs: fc.oneof(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 20_000, max: 150_000 })),
} as const);

const worlds: fc.Arbitrary<SimWorld> = fc.record({
  containers: fc.integer({ min: 1, max: 4 }),
  files: fc.array(
    fc.record({
      ms: fc.integer({ min: 50, max: 60_000 }),
      locks: fc.subarray(["a", "b", "c"], { maxLength: 2 }),
      selectedBy: fc.constantFrom(0, 0, 0, 0, 1, 2),
    }),
    { minLength: 1, maxLength: 14 },
  ),
  slots: fc.integer({ min: 1, max: 3 }),
  faults: fc.array(faults, { maxLength: 5 }),
  lossPercent: fc.constantFrom(0, 2, 20),
  slowPercent: fc.constantFrom(0, 0, 10),
  seed: fc.nat(),
});

test("each file has one result, no lock is held twice, and nobody waits for ever, whatever happens", async () => {
  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      expect((await simulate(world)).violations).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

/** Four containers that want the same two locks: one stands still for long, one is cut off, one dies, answers get lost. */
const rough: SimWorld = {
  containers: 4,
  files: Array.from({ length: 12 }, (_, i) => ({
    ms: 2_000 + 25_000 * (i % 4),
    locks: [["a"], ["a", "b"], ["b"], []][i % 4] as string[],
    selectedBy: 0,
  })),
  slots: 2,
  faults: [
    { atMs: 9_000, machine: 0, kind: "stop", forMs: 70_000 },
    { atMs: 15_000, machine: 1, kind: "cut off", forMs: 100_000 },
    { atMs: 40_000, machine: 2, kind: "die", forMs: 1 },
  ],
  lossPercent: 10,
  slowPercent: 0,
  seed: 1,
};

const always = (write: QueueWrite): QueueWrite => ({ ...write, when: ["absent", {}] });
const isOf = ({ sk, change }: QueueWrite, prefix: string, kind: string) =>
  sk.startsWith(prefix) && change.kind === kind;

/** Queues with one thing broken each: every one must be noticed. */
const brokenQueues: Record<string, Broken> = {
  "claims what others have": { write: (one) => (isOf(one, "file#", "put") ? always(one) : one) },
  "takes locks others have": { write: (one) => (isOf(one, "lock#", "put") ? always(one) : one) },
  "writes its result whoever has the file": {
    write: (one) => (isOf(one, "file#", "set") ? always(one) : one),
  },
  "frees whoever's claim it is": { write: (one) => (isOf(one, "file#", "delete") ? always(one) : one) },
  "never frees a lock": { write: (one) => (isOf(one, "lock#", "delete") ? "not done" : one) },
  "never frees a claim": { write: (one) => (isOf(one, "file#", "delete") ? "not done" : one) },
  "takes over what it did not see stand still": { timing: { silentMs: 1_000 } },
  "does not fence itself": { timing: { fenceMs: 10_000_000 } },
};

test.each(Object.entries(brokenQueues))("a queue that %s is noticed", async (_, broken) => {
  for (let seed = 1; seed <= 25; seed++) {
    const { violations } = await simulate({ ...rough, seed }, broken);
    if (violations.length > 0) return;
  }
  throw new Error("nothing was noticed");
});
