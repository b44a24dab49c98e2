import { expect, test } from "@jest/globals";
import { brokenVariants } from "./broken-variants.ts";
import { simulate } from "./simulate.ts";
import type { Broken, Tally } from "./world.ts";

// `npm run simulate` runs more of them, or one of them with all that happens in it.
const SEEDS = 250;
// So many seeds at most until something broken is noticed.
const NOTICED_WITHIN = 60;

test("whatever goes wrong, holders keep out of each other's way and every account comes back clean", async () => {
  const failures: string[] = [];
  const sum: Partial<Tally> = {};
  for (let seed = 0; seed < SEEDS; seed++) {
    const { violations, tally } = await simulate(seed);
    for (const [name, count] of Object.entries(tally) as Array<[keyof Tally, number]>)
      sum[name] = (sum[name] ?? 0) + count;
    if (violations.length > 0) failures.push(`npm run simulate -- --seed ${seed}: ${violations[0]}`);
  }
  expect(failures).toEqual([]);
  // That much did go wrong, and went on all the same.
  expect(Math.min(...Object.values(sum))).toBeGreaterThan(10);
  expect(sum.leases).toBeGreaterThan(5 * SEEDS);
}, 120_000);

test.each(Object.entries(brokenVariants))("a pool that %s is noticed", async (_, broken) => {
  expect(await firstNoticed(broken)).toBeLessThan(NOTICED_WITHIN);
});

test("everything follows from the seed", async () => {
  const [first, second] = [await traced(7), await traced(7)];
  expect(first.length).toBeGreaterThan(20);
  expect(second).toEqual(first);
  expect(await traced(8)).not.toEqual(first);
});

async function firstNoticed(broken: Broken): Promise<number> {
  for (let seed = 0; seed < NOTICED_WITHIN; seed++)
    if ((await simulate(seed, broken)).violations.length > 0) return seed;
  return Number.POSITIVE_INFINITY;
}

async function traced(seed: number): Promise<string[]> {
  const lines: string[] = [];
  await simulate(seed, {}, (line) => lines.push(line));
  return lines;
}
