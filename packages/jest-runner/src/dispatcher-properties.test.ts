import { test } from "@jest/globals";
import fc from "fast-check";
import { plainSettings } from "./plain-settings.ts";
import { MadeUpRun } from "./testing/made-up-run.ts";

/** A reproducible chance (mulberry32). */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const file = fc.record({
  expectedMs: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
  requires: fc.option(fc.subarray(["base", "web"], { minLength: 1 }), { nil: undefined }),
  isExclusive: fc.integer({ min: 0, max: 5 }).map((dice) => dice === 5),
  locks: fc.oneof({ weight: 3, arbitrary: fc.constant<string[]>([]) }, fc.subarray(["x", "y"])),
  accounts: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, fc.constantFrom(2, 3)),
});

const world = fc.record({
  shapes: fc.array(file, { minLength: 1, maxLength: 8 }),
  accounts: fc.integer({ min: 1, max: 4 }),
  settings: fc.record({
    filesPerAccount: fc.integer({ min: 1, max: 2 }),
    retries: fc.integer({ min: 0, max: 2 }),
    backupCopies: fc.boolean(),
    canFreshen: fc.boolean(),
    claims: fc.boolean(),
    inspect: fc.boolean(),
  }),
  isStopped: fc.boolean(),
  seed: fc.integer(),
});

test("whatever workers, accounts and other machines do: each file ends once for Jest, and the run ends", async () => {
  await fc.assert(
    fc.asyncProperty(world, async ({ shapes, seed, settings, ...rest }) => {
      const files = shapes.map((_, at) => `f${at}`);
      const of = <T>(pick: (shape: (typeof shapes)[number]) => T | undefined) =>
        Object.fromEntries(
          shapes.flatMap((shape, at) => {
            const value = pick(shape);
            return value === undefined ? [] : [[`f${at}`, value] as const];
          }),
        );
      const pragmas = {
        requires: of(({ requires }) => requires),
        exclusive: files.filter((_, at) => shapes[at]?.isExclusive),
        locks: of(({ locks }) => locks),
        accounts: of(({ accounts }) => (accounts > 1 ? accounts : undefined)),
        mistakes: [],
      };
      const expectedMs = of((shape) => shape.expectedMs);
      await new MadeUpRun({
        ...rest,
        files,
        pragmas,
        settings: { ...plainSettings, ...settings, expectedMs },
        chance: chanceOf(seed),
      }).play();
    }),
    { numRuns: 150 },
  );
});
