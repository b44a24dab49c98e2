import { expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
import type { AccountContext } from "../account/account-context.ts";
import { inventoryOf } from "../inventory/inventory.ts";
import { proveClean } from "./prove-clean.ts";

const logs = { kind: "log group", name: "/aws/lambda/late" };
const own = { kind: "bucket", name: "belongs-here" };

/** Looks one after the other, as given; the last one again and again. */
async function prove(looks: ReadonlyArray<readonly (typeof own)[]>) {
  const clock = new ManualClock();
  const told: unknown[] = [];
  let taken = 0;
  let swept = 0;
  const context = {
    clock,
    signal: new AbortController().signal,
    onEvent: (event: unknown) => void told.push(event),
  } as unknown as AccountContext;
  const proof = proveClean(context, {
    baseline: inventoryOf([own]),
    takeInventory: async () => inventoryOf(looks[Math.min(taken++, looks.length - 1)] ?? []),
    sweep: async () => void swept++,
    apartMs: 60_000,
  });
  const left = { resources: undefined as unknown };
  void proof.then((resources) => {
    left.resources = resources;
  });
  for (let minute = 0; minute < 10 && left.resources === undefined; minute++) await clock.advance(60_000);
  return { left: await proof, taken, swept, told };
}

test("two looks that find nothing beside the baseline, apart in time, prove an account clean", async () => {
  const { told, ...proof } = await prove([[own]]);
  expect(proof).toEqual({ left: [], taken: 2, swept: 0 });
  expect(told).toEqual([
    { kind: "looked", look: 1, added: 0 },
    { kind: "looks-again", afterMs: 60_000 },
    { kind: "looked", look: 2, added: 0 },
  ]);
});

test("what came back between them is swept, and two more looks have to find nothing", async () => {
  expect(await prove([[own], [own, logs], [], [own]])).toMatchObject({ left: [], taken: 4, swept: 1 });
});

test("what comes back again and again is not clean, and is named", async () => {
  expect(await prove([[own, logs]])).toMatchObject({ left: [logs], taken: 3, swept: 2 });
});
