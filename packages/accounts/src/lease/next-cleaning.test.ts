import { expect, test } from "@jest/globals";
import { nextCleaning } from "./next-cleaning.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

test.each([
  [1, 10 * minute, { to: "dirty", afterMs: 10 * minute }],
  [2, 10 * minute, { to: "dirty", afterMs: 20 * minute }],
  [3, 10 * minute, { to: "quarantined", afterMs: day }],
  [9, 10 * minute, { to: "quarantined", afterMs: day }],
  [2, day, { to: "dirty", afterMs: day }],
  [3, 2 * day, { to: "quarantined", afterMs: 2 * day }],
  [1, undefined, { to: "dirty" }],
  [3, undefined, { to: "quarantined" }],
])("failure %d, to be tried again after %d ms: %j", (failures, retryMs, expected) => {
  expect(nextCleaning({ failures, quarantineAfter: 3, retryMs })).toEqual(expected);
});
