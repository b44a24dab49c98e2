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
