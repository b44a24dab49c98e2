import { expect, test } from "@jest/globals";
import { lendingOf } from "./lending.ts";

const settings = { min: 3, max: 8, waitSeconds: 60, priority: 2 };

test("the command line goes over the configuration, and nobody begins with more than is wanted at most", () => {
  expect(lendingOf({ settings, request: {} })).toEqual({
    minimum: 3,
    maximum: 8,
    waitMs: 60_000,
    priority: 2,
  });
  const request = { accounts: 6, minAccounts: 4, waitMs: 0, priority: -1 };
  expect(lendingOf({ settings, request })).toEqual({ minimum: 4, maximum: 6, waitMs: 0, priority: -1 });
  expect(lendingOf({ settings, request: { accounts: 2 } })).toMatchObject({ minimum: 2, maximum: 2 });
  expect(lendingOf({ settings, request: {}, named: 1 })).toMatchObject({ minimum: 1, maximum: 1 });
});

test("how many is left to Regatta where that is asked for, or configured, and no number or account is named", () => {
  const auto = { ...settings, auto: true };
  expect(lendingOf({ settings: auto, request: {} })).toMatchObject({ isAuto: true, maximum: 8 });
  expect(lendingOf({ settings, request: { autoAccounts: true } })).toMatchObject({ isAuto: true });
  expect(lendingOf({ settings: auto, request: { accounts: 4 } })).not.toHaveProperty("isAuto");
  expect(lendingOf({ settings: auto, request: {}, named: 1 })).not.toHaveProperty("isAuto");
});
