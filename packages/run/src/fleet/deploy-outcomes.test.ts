import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { DeployOutcomes } from "./deploy-outcomes.ts";
import { deploysNowhere } from "./deploys-nowhere.ts";

test("two accounts that fail are the end, unless one was ever deployed", () => {
  fc.assert(
    fc.property(fc.nat({ max: 9 }), fc.nat({ max: 9 }), (succeeded, failed) => {
      expect(deploysNowhere({ succeeded, failed })).toBe(failed >= 2 && succeeded === 0);
    }),
  );
});

test("the failure names the services, once each, and what it leaves undone", () => {
  const outcomes = new DeployOutcomes();
  outcomes.failed(["orders"]);
  expect(outcomes.areHopeless).toBe(false);
  expect(outcomes.failure("Files were left")).toBeUndefined();
  outcomes.failed(["orders", "base"]);
  expect(outcomes.areHopeless).toBe(true);
  expect(outcomes.failure("Files were left")?.message).toBe(
    'Files were left without an account: 2 accounts could not be deployed and none could: "base", "orders" failed. ' +
      "No further account was tried.",
  );
  outcomes.succeeded();
  expect(outcomes.failure("Files were left")).toBeUndefined();
});
