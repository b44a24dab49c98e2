import { expect, test } from "@jest/globals";
import type { AccountState } from "@regatta/accounts";
import fc from "fast-check";
import type { AccountView } from "../../pool-view/pool-view.ts";
import { stacked } from "../plots/plot-data.ts";
import { stretchText, timeMarks } from "../plots/time-axis.ts";
import { accountText, wholeText } from "./account-text.ts";
import { inUseOf } from "./in-use.ts";
import { lately } from "./lately-part.ts";
import { isWantedAccount } from "./pool-filter.ts";
import { sentenceOf } from "./pool-head.ts";
import { states } from "./states.ts";
import { spansOf, statesOverTime } from "./states-over-time.ts";
import { rangeFor, useData } from "./use-part.ts";
import { wallLayout } from "./wall.ts";

const MINUTE = 60_000;

function accountOf(change: Partial<AccountView> = {}): AccountView {
  return {
    account: "210000000001/eu-west-1",
    state: "available",
    since: 10 * MINUTE,
    version: 3,
    failures: 0,
    roleArn: "arn:aws:iam::210000000001:role/RegattaTest",
    deployed: "",
    services: {},
    history: [],
    next: [],
    ...change,
  };
}

const change = (minute: number, state: AccountState) => ({
  at: minute * MINUTE,
  by: "ci",
  state,
  why: "because",
});

const histories = fc
  .array(fc.tuple(fc.integer({ min: -50, max: 150 }), fc.constantFrom(...states)), { maxLength: 10 })
  .map((entries) => entries.sort(([a], [b]) => a - b).map(([minute, state]) => change(minute, state)));

test("at every moment every account is in one state, or in none that is known", () => {
  fc.assert(
    fc.property(fc.array(histories, { maxLength: 5 }), fc.integer({ min: 1, max: 30 }), (all, parts) => {
      const accounts = all.map((history) => accountOf({ history }));
      const shares = statesOverTime(accounts, { from: 0, to: 100 * MINUTE }, parts);
      expect(shares).toHaveLength(parts);
      for (const share of shares) {
        const sum = Object.values(share).reduce((one, other) => one + other, 0);
        expect(sum).toBeCloseTo(accounts.length, 6);
      }
    }),
  );
});

test("what an account was before its first known change is not known", () => {
  const account = accountOf({ state: "dirty", history: [change(40, "leased"), change(70, "dirty")] });
  const hour = { from: 0, to: 100 * MINUTE };
  expect(spansOf(account, hour)).toEqual([
    { state: "unknown", from: 0, to: 40 * MINUTE },
    { state: "leased", from: 40 * MINUTE, to: 70 * MINUTE },
    { state: "dirty", from: 70 * MINUTE, to: 100 * MINUTE },
  ]);
  expect(inUseOf(account, hour)).toBe(0.5);
  expect(inUseOf(account, { from: 0, to: 30 * MINUTE })).toBeUndefined();
  const { layers } = useData([account], hour, 10);
  expect(layers.find(({ name }) => name === "not known")?.values).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
  expect(layers.find(({ name }) => name === "leased")?.values).toEqual([0, 0, 0, 0, 1, 1, 1, 0, 0, 0]);
});

test("the time that is shown first is the one of which most is known", () => {
  const since = (minutes: number) => accountOf({ history: [change(1_000 - minutes, "leased")] });
  const now = 1_000 * MINUTE;
  expect(rangeFor([], now)).toBe("hour");
  expect(rangeFor([since(10), since(50), since(5_000)], now)).toBe("hour");
  expect(rangeFor([since(70), since(300), since(10)], now)).toBe("6 hours");
  expect(rangeFor([since(5_000)], now)).toBe("day");
});

test("an account is found by all that is said of it now, and by its state", () => {
  const account = accountOf({
    name: "anna",
    state: "leased",
    services: { orders: "f1" },
    lease: {
      runId: "r1",
      who: "run r1 (ada@desk)",
      isByHand: false,
      activity: "pay.test.ts",
      acquiredAt: 0,
      expiresAt: 1,
    },
  });
  for (const text of ["", "anna", "ADA pay", "orders", "210000000001", "leased"])
    expect(isWantedAccount(account, { text, state: "" })).toBe(true);
  expect(isWantedAccount(account, { text: "billing", state: "" })).toBe(false);
  expect(isWantedAccount(account, { text: "", state: "dirty" })).toBe(false);
});

test("the pool is told in a sentence, and an account in a line", () => {
  const none = { available: 0, leased: 0, dirty: 0, cleaning: 0, quarantined: 0, disabled: 0 };
  expect(sentenceOf(0, none)).toBe("The pool has no accounts yet");
  expect(sentenceOf(1, { ...none, leased: 1 })).toBe("1 of 1 account in use, 0 free");
  expect(sentenceOf(2_000, { ...none, leased: 1_900, cleaning: 3, dirty: 90, disabled: 7 })).toBe(
    "1,900 of 2,000 accounts in use, 0 free, 3 being cleaned, 97 out of use",
  );
  const dirty = accountOf({ state: "dirty", reason: "it timed out", cleanAfter: 12 * MINUTE });
  expect(accountText(dirty, 11 * MINUTE)).toBe("it timed out · cleaned again in 1 min 0 s");
  expect(accountText(dirty, 13 * MINUTE)).toBe("it timed out");
  expect(accountText(accountOf({ state: "quarantined", reason: "x" }), 0)).toContain("regatta pool reset");
  expect([900, 61_000, 3_700_000, 200_000_000].map(wholeText)).toEqual([
    "0 s",
    "1 min 1 s",
    "1 h 1 min",
    "2 d 7 h",
  ]);
});

test("the last changes of all accounts come in one order, the newest first", () => {
  const one = accountOf({ since: 5 * MINUTE, history: [change(1, "available"), change(5, "leased")] });
  const other = accountOf({ account: "b", since: 3 * MINUTE, history: [change(3, "dirty")] });
  expect(lately([one, other], 2).map(({ at, account }) => [at / MINUTE, account.account])).toEqual([
    [5, one.account],
    [3, "b"],
  ]);
});

test("layers stand one upon the other, and an axis names the day where it begins", () => {
  const layers = [
    { name: "a", colour: "x", values: [1, null, 3] },
    { name: "b", colour: "y", values: [4, 5, null] },
  ];
  expect(stacked(layers)).toEqual([
    [1, 0, 3],
    [5, 5, 3],
  ]);
  const noon = new Date(2026, 2, 4, 23).getTime();
  expect(timeMarks([noon, noon + 60 * MINUTE, noon + 120 * MINUTE], 60 * MINUTE)).toEqual([
    "23:00",
    "5 Mar",
    "01:00",
  ]);
  expect(stretchText(noon, 30 * MINUTE)).toBe("4 Mar, 23:00 to 23:30");
  expect(stretchText(new Date(2026, 2, 2).getTime(), 7 * 24 * 60 * MINUTE)).toBe("2 Mar to 8 Mar");
});

test("the fewer accounts there are, the larger their squares; 2,000 take no more than a third of a screen", () => {
  const { pitch, perRow } = wallLayout(2_000, 1_376);
  expect(Math.ceil(2_000 / perRow) * pitch).toBeLessThan(300);
  expect(wallLayout(3, 400).pitch).toBeGreaterThan(20);
});
