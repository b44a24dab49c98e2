import { expect, test } from "@jest/globals";
import type { AccountState, PoolAccount } from "@regatta/accounts";
import { type Fingerprint, type ServiceDefinition, ServiceGraph } from "@regatta/stacks";
import { chooseAccountsNumber } from "./choose-accounts-number.ts";
import type { RunBasis } from "./run-basis.ts";

const orders = { name: "orders", stackNames: ["orders"], dependsOn: [] } as unknown as ServiceDefinition;
const wanted = {
  graph: new ServiceGraph([orders]),
  fingerprints: new Map([["orders", { service: "orders", digest: "o", inputs: [] } as Fingerprint]]),
  force: new Set(),
};

function accounts(count: number, state: AccountState, digest: string): PoolAccount[] {
  return Array.from(
    { length: count },
    () => ({ state, fingerprints: { orders: digest } }) as unknown as PoolAccount,
  );
}

/** What is chosen of these accounts for so many files of so many minutes. */
function chosen(
  pool: PoolAccount[],
  {
    files: count,
    minutes,
    maximum = 20,
    retries = 0,
    accountsOf = {},
    containers = 1,
  }: {
    files: number;
    minutes?: number;
    maximum?: number;
    retries?: number;
    accountsOf?: Record<string, number>;
    containers?: number;
  },
) {
  const config = { deploy: { concurrency: 8 }, accounts: { filesPerAccount: 1 } };
  const deployMs = { orders: 300_000 };
  const files = Array.from({ length: count }, (_, i) => `f${i}`);
  const known = files.map((file) => [file, (minutes ?? 0) * 60_000]);
  return chooseAccountsNumber({
    basis: { config, wanted, deployMs, accounts: pool } as unknown as RunBasis,
    lending: { minimum: 1, maximum },
    files,
    expectedMs: minutes === undefined ? {} : Object.fromEntries(known),
    retries,
    accountsOf,
    containers,
  });
}

test("warm accounts are taken first, free ones before those of others; cold ones only where they pay for their deploys", () => {
  const pool = [
    ...accounts(4, "available", "older"),
    ...accounts(3, "available", "o"),
    ...accounts(9, "dirty", "o"),
  ];
  const { accounts: count, reason, steps } = chosen(pool, { files: 30, minutes: 1 });
  expect([count, reason]).toEqual([
    3,
    "about 10 min 2 s, in one account 30 min 2 s; one more would save 1 min 0 s and take 5 min 2 s to set up",
  ]);
  expect(steps.map(({ accounts: step, costsMs }) => [step, costsMs])).toEqual([
    [2, 2_000],
    [3, 2_000],
    [4, 302_000],
  ]);
  expect(chosen(pool, { files: 300, minutes: 1 }).accounts).toBe(7);
  expect(chosen([...pool, ...accounts(5, "leased", "o")], { files: 30, minutes: 1, maximum: 3 }).reason).toBe(
    "about 10 min 2 s, in one account 30 min 2 s; one more would save 2 min 0 s, but no more are allowed, or to be had",
  );
});

test("all that are allowed where no time is known; one that the longest file fills; those that files and retries need", () => {
  const pool = accounts(6, "available", "o");
  expect(chosen(pool, { files: 9, maximum: 4 })).toMatchObject({
    accounts: 4,
    reason: "no file has a recorded time, so all that are allowed",
  });
  expect(chosen(pool, { files: 1, minutes: 1 })).toMatchObject({
    accounts: 1,
    reason: "about 1 min 2 s; the longest file alone takes that long",
  });
  expect(chosen(pool, { files: 30, minutes: 1, containers: 2 })).toMatchObject({
    accounts: 3,
    reason: expect.stringMatching(/^of 6 in 2 containers: about 5 min 2 s/),
  });
  expect(chosen(pool, { files: 1, minutes: 1, retries: 1 }).accounts).toBe(2);
  expect(chosen(pool, { files: 1, minutes: 1, accountsOf: { f0: 3 } }).accounts).toBe(3);
});
