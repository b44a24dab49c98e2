import { expect, test } from "@jest/globals";
import { brokenVariants } from "./broken-variants.ts";
import { simulate } from "./simulate.ts";
import type { Broken, Tally } from "./world.ts";

// `npm run simulate` runs more of them, or one of them with all that happens in it.
const SEEDS = 50;
// So many seeds at most until something broken is noticed.
const NOTICED_WITHIN = 60;
// Seeds that notice something broken today are tried first: it takes many others to come by some of them.
const NOTICE: Record<string, number> = {
  "takes an account whatever its version": 8,
  "takes an account whatever its state and version": 1,
  "reaps to available": 1,
  "renews back when late": 8,
  "hands back whoever's lease it is": 1,
  "does not fence itself": 13,
  "heeds a waiter that died": 1,
  "trusts the machine's clock for the line": 3,
  "gathers a minimum one by one": 7,
  "never says what a run could give back": 40,
};

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
  expect(Math.min(...Object.values(sum))).toBeGreaterThan(SEEDS / 25);
  expect(sum.leases).toBeGreaterThan(5 * SEEDS);
}, 120_000);

test.each(Object.entries(brokenVariants))("a pool that %s is noticed", async (name, broken) => {
  expect(await isNoticed(broken, NOTICE[name] ?? 0)).toBe(true);
});

test("everything follows from the seed", async () => {
  const [first, second] = [await traced(7), await traced(7)];
  expect(first.length).toBeGreaterThan(20);
  expect(second).toEqual(first);
  expect(await traced(8)).not.toEqual(first);
});

async function isNoticed(broken: Broken, likely: number): Promise<boolean> {
  for (const seed of [likely, ...Array(NOTICED_WITHIN).keys()])
    if ((await simulate(seed, broken)).violations.length > 0) return true;
  return false;
}

async function traced(seed: number): Promise<string[]> {
  const lines: string[] = [];
  await simulate(seed, {}, (line) => lines.push(line));
  return lines;
}
