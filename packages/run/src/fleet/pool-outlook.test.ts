import { expect, test } from "@jest/globals";
import type { AccountState, PoolAccount } from "@regatta/accounts";
import { poolOutlook } from "./pool-outlook.ts";

const NOON = Date.UTC(2026, 0, 5, 12);
const pool = (...states: AccountState[]) => states.map((state) => ({ state }) as PoolAccount);
const by = (holder: string, minutes: number) =>
  ({ state: "leased", lease: { runId: "r7", holder, expiresAt: NOON + minutes * 60_000 } }) as PoolAccount;
const outlook = (accounts: PoolAccount[], needed = 1, only?: string[]) =>
  poolOutlook({ accounts, runId: "mine", needed, now: NOON, ...(only ? { only } : {}) });

test("it names who holds the leased ones until when, and how many are out of use", () => {
  const accounts = [by("anna@laptop", 5), by("https://ci/7", 3), by("https://ci/7", 4), ...pool("dirty")];
  expect(outlook(accounts)).toMatchObject({
    reason:
      "none of the 4 accounts of the pool is available: " +
      "3 leased (2 by run r7 (https://ci/7) until 12:04 UTC, 1 by run r7 (anna@laptop) until 12:05 UTC), 1 dirty",
    isBlocked: true,
    nextStep: expect.stringContaining("regatta clean; regatta pool doctor"),
  });
  const many = ["a", "b", "c", "d", "e"].map((holder) => by(holder, 1));
  expect(outlook(many).reason).toContain(
    "5 leased (1 by run r7 (a) until 12:01 UTC, 1 by run r7 (b) until 12:01 UTC",
  );
  expect(outlook(many)).toMatchObject({ reason: expect.stringContaining("and 2 more)"), isBlocked: false });
  expect(outlook(many).nextStep).toContain("--wait");
});

test("leases that are renewed are no news; an account that goes out of use, or comes free, is", () => {
  const { cause } = outlook([by("a", 1), by("b", 1)]);
  expect(outlook([by("a", 2), by("c", 1)]).cause).toBe(cause);
  expect(outlook([by("a", 2), ...pool("dirty")]).cause).not.toBe(cause);
  expect(outlook([by("a", 2), ...pool("available")]).cause).not.toBe(cause);
});

test("it is worth waiting where enough may come free: leased ones, and dirty ones where a cleaner was seen", () => {
  expect(outlook(pool("dirty", "leased")).mayChange).toBe(true);
  expect(outlook(pool("cleaning")).mayChange).toBe(true);
  expect(outlook(pool("dirty", "quarantined", "disabled")).mayChange).toBe(false);
  expect(outlook(pool("cleaning", "dirty", "quarantined", "disabled"), 2).mayChange).toBe(true);
  expect(outlook(pool("cleaning", "dirty", "quarantined", "disabled"), 3).mayChange).toBe(false);
  const cleaned = (minutesAgo: number) => {
    const history = [{ state: "cleaning", at: NOON - minutesAgo * 60_000 }];
    return { state: "dirty", history } as unknown as PoolAccount;
  };
  expect(outlook([cleaned(59)]).mayChange).toBe(true);
  expect(outlook([cleaned(61)]).mayChange).toBe(false);
});

test("who needs several at once hears how many there are, and whether there ever can be enough", () => {
  expect(outlook([...pool("available", "available"), by("a", 1)], 3)).toMatchObject({
    reason:
      "3 accounts are needed at once, and 2 of 3 are available: 1 leased (by run r7 (a) until 12:01 UTC)",
    mayChange: true,
  });
  expect(outlook(pool("available"), 2)).toMatchObject({
    reason: "2 accounts are needed at once, and the pool has 1",
    mayChange: false,
    nextStep: expect.stringContaining("accounts.min"),
  });
  expect(outlook(pool("available")).reason).toBe("those available are for who is ahead in line");
});

test("what the run holds itself, or does not want again, comes free for others only", () => {
  const mine = { state: "leased", lease: { runId: "mine", holder: "me" } } as PoolAccount;
  expect(outlook([mine])).toMatchObject({ reason: "the pool has no other account", mayChange: false });
  const had = { id: "210000000001", region: "eu-west-1", state: "available" } as PoolAccount;
  const exclude = ["210000000001/eu-west-1"];
  const asked = { runId: "mine", needed: 1, now: NOON, exclude };
  expect(poolOutlook({ accounts: [had, by("a", 1)], ...asked })).toMatchObject({ mayChange: true });
  expect(poolOutlook({ accounts: [had], ...asked })).toMatchObject({ mayChange: false });
});

test("of one account that was asked for it says by whom it is used, or why it is out of use", () => {
  const anna = { id: "210000000001", region: "eu-west-1", name: "anna" };
  expect(outlook([{ ...by("ben", 1), ...anna }, ...pool("dirty")], 1, ["anna"])).toMatchObject({
    reason: "anna (210000000001/eu-west-1) is not to be had: leased (by run r7 (ben) until 12:01 UTC)",
    mayChange: true,
  });
  const disabled = { ...anna, state: "disabled", reason: "on loan" } as PoolAccount;
  expect(outlook([disabled], 1, ["210000000001"])).toMatchObject({
    reason: "anna (210000000001/eu-west-1) is not to be had: disabled, on loan",
    mayChange: false,
  });
});
