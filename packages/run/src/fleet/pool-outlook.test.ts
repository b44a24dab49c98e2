import { expect, test } from "@jest/globals";
import type { AccountState, PoolAccount } from "@regatta/accounts";
import { poolOutlook } from "./pool-outlook.ts";

const pool = (...states: AccountState[]) => states.map((state) => ({ state }) as PoolAccount);

test("it names how many accounts are in which state", () => {
  expect(poolOutlook(pool("dirty", "leased", "dirty")).reason).toBe(
    "none of the 3 accounts of the pool is available: 1 leased, 2 dirty",
  );
});

test("leased and cleaning accounts may come free; dirty, quarantined and disabled ones do not by themselves", () => {
  expect(poolOutlook(pool("dirty", "leased")).mayChange).toBe(true);
  expect(poolOutlook(pool("cleaning")).mayChange).toBe(true);
  expect(poolOutlook(pool("dirty", "quarantined", "disabled")).mayChange).toBe(false);
});

test("of one account that was asked for it says by whom it is used, or why it is out of use", () => {
  const anna = { id: "210000000001", region: "eu-west-1", name: "anna" };
  const lease = { runId: "r7", holder: "ben" };
  const leased = { ...anna, state: "leased", lease } as unknown as PoolAccount;
  expect(poolOutlook([leased, ...pool("dirty")], ["anna"])).toMatchObject({
    reason: "anna (210000000001/eu-west-1) is not to be had: leased by run r7, ben",
    mayChange: true,
  });
  const disabled = { ...anna, state: "disabled", reason: "on loan" } as PoolAccount;
  expect(poolOutlook([disabled], ["210000000001"])).toMatchObject({
    reason: "anna (210000000001/eu-west-1) is not to be had: disabled, on loan",
    mayChange: false,
  });
});
