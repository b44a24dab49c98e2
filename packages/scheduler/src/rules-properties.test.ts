import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { lowerBound } from "./durations.ts";
import type { FileToRun } from "./file-to-run.ts";
import { SimulatedRun, type SimulatedRunOptions } from "./testing/simulated-run.ts";

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

const files = fc
  .array(
    fc.record({
      expectedMs: fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
      exclusive: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
      locks: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.subarray(["x", "y"])),
      accounts: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, fc.constantFrom(2, 3)),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((shapes) =>
    shapes.map(({ expectedMs, ...rest }, at): FileToRun => {
      return { path: `f${at}`, ...rest, ...(expectedMs === undefined ? {} : { expectedMs }) };
    }),
  );

const world = fc.record({
  files,
  accounts: fc.integer({ min: 1, max: 5 }),
  schedule: fc.record({
    filesPerAccount: fc.integer({ min: 1, max: 2 }),
    retries: fc.integer({ min: 0, max: 2 }),
    backupCopies: fc.boolean(),
    inOrder: fc.boolean(),
    canFreshen: fc.boolean(),
  }),
  failing: fc.constantFrom(0, 0.2, 0.7),
  seed: fc.integer(),
});

function runOf({
  seed,
  failing,
  ...rest
}: typeof world extends fc.Arbitrary<infer W> ? W : never): SimulatedRun {
  const chance = chanceOf(seed);
  const options: SimulatedRunOptions = {
    ...rest,
    leases: 60,
    chance,
    takesMs: (path) => {
      const expected = rest.files.find((file) => file.path === path)?.expectedMs ?? 10;
      return expected * (chance() < 0.15 ? 6 : 0.8 + 0.4 * chance());
    },
    fails: () => chance() < failing,
  };
  return new SimulatedRun(options);
}

test("whatever is lost, late, refused or failing: each file ends once, by the rules, and the run ends", () => {
  fc.assert(
    fc.property(world, (one) => {
      const run = runOf(one);
      run.play();
      for (const [path, outcome] of run.finals) {
        const failures = run.failures.get(path)?.length ?? 0;
        expect(failures > one.schedule.retries).toBe(outcome === "failed");
      }
    }),
    { numRuns: 250 },
  );
});

test("the same run happens the same way again", () => {
  fc.assert(
    fc.property(world, (one) => {
      const [run, again] = [runOf(one), runOf(one)];
      run.play();
      again.play();
      expect(again.log).toEqual(run.log);
    }),
    { numRuns: 50 },
  );
});

test("nothing is given up as long as there are accounts enough", () => {
  fc.assert(
    fc.property(files, fc.integer({ min: 3, max: 5 }), fc.boolean(), (list, accounts, canFreshen) => {
      const run = new SimulatedRun({ files: list, accounts, leases: 200, schedule: { canFreshen } });
      run.play();
      expect([run.givenUp.size, run.finals.size]).toEqual([0, list.length]);
    }),
    { numRuns: 150 },
  );
});

test("files that need two accounts cost little beside what their accounts and time make unavoidable", () => {
  const chance = chanceOf(7);
  let sum = 0;
  for (let run = 0; run < 50; run++) {
    const list = Array.from({ length: 60 }, (_, at): FileToRun => {
      const expectedMs = Math.round(10 * Math.exp(1.2 * (chance() + chance() + chance() - 1.5)) + 1);
      return { path: `f${at}`, expectedMs, ...(chance() < 0.1 ? { accounts: 2 } : {}) };
    });
    const shares = list.flatMap(
      ({ expectedMs = 0, accounts = 1 }) => Array(accounts).fill(expectedMs) as number[],
    );
    sum += new SimulatedRun({ files: list, accounts: 8 }).play() / lowerBound(shares, 8);
  }
  expect(sum / 50).toBeLessThan(1.1);
});
