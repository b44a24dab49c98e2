import { expect, test } from "@jest/globals";
import type { Limit } from "@regatta/accounts";
import { ManualClock } from "@regatta/foundation";
import { AccountLimits } from "./account-limits.ts";

test("what ends first is told, when it moves; undefined once nothing ends; the end of a session too", async () => {
  const clock = new ManualClock();
  const told: Array<Limit | undefined> = [];
  const over: string[] = [];
  const limits = new AccountLimits({
    clock,
    tell: (limit) => told.push(limit),
    over: (reason) => over.push(reason),
  });
  const last = () => told.splice(0).map((limit) => limit && [limit.endsInMs, limit.reason]);
  limits.set("session", undefined);
  expect(last()).toEqual([]);
  limits.set("session", { endsInMs: 60_000, reason: "credentials" });
  expect(last()).toEqual([[60_000, "credentials"]]);
  await clock.advance(10_000);
  limits.set("session", { endsInMs: 50_100, reason: "the same end, said again" });
  expect(last()).toEqual([]);
  limits.set("lease", { endsInMs: 20_000, reason: "lease" });
  expect(last()).toEqual([[20_000, "lease"]]);
  await clock.advance(5_000);
  limits.set("lease", undefined);
  expect(last()).toEqual([[45_100, "the same end, said again"]]);
  limits.set("session", undefined);
  expect(last()).toEqual([undefined]);
  await clock.advance(100_000);
  expect(over).toEqual([]);
  limits.set("session", { endsInMs: 10_000, reason: "no newer ones" });
  last();
  await clock.advance(9_999);
  expect(over).toEqual([]);
  await clock.advance(1);
  expect(over).toEqual(["no newer ones"]);
  limits.set("session", { endsInMs: 10_000, reason: "late" });
  last();
  limits.close();
  await clock.advance(10_000);
  expect(over).toEqual(["no newer ones"]);
  limits.set("lease", { endsInMs: 1, reason: "late" });
  expect(last()).toEqual([]);
});
