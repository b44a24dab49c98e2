import { expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
import { onlyTimeRemoves } from "./only-time-removes.ts";
import { Parked } from "./parked.ts";
import { until } from "./until.ts";

const minute = 60_000;

test("replicas of Lambda@Edge and Lambda's interfaces go in time, other refusals do not", () => {
  const replica =
    'Resource handler returned message: "Lambda was unable to delete arn:aws:lambda:us-east-1:210000000001:function:edge:1 because it is a replicated function. Please see our documentation for Deleting Lambda@Edge Functions and Replicas. (Service: Lambda, Status Code: 400)"';
  expect(onlyTimeRemoves(replica)).toEqual({ lookAgainAfterMs: 60 * minute });
  expect(onlyTimeRemoves("Network interface 'eni-0a1b2c3d' is currently in use.")).toEqual({
    lookAgainAfterMs: 15 * minute,
  });
  for (const other of ["The bucket you tried to delete is not empty", "AccessDenied", ""]) {
    expect(onlyTimeRemoves(other)).toBeUndefined();
  }
});

test("what is parked says when it is looked at again", () => {
  const parked = new Parked("It stays.", { account: "210000000001/us-east-1", lookAgainAfterMs: 90_000 });
  expect(parked).toMatchObject({ code: "CLEANING_PARKED", lookAgainAfterMs: 90_000 });
  expect(parked.nextStep).toContain("in 2 minutes");
});

test("something awaited is looked at ever more seldom, and given up in time", async () => {
  const clock = new ManualClock();
  const { signal } = new AbortController();
  const looks: number[] = [];
  const look = async () => looks.push(clock.monotonic()) > 100;
  const waiting = until({ clock, signal, pollMs: 1_000 }, 10 * minute, look);
  await new Promise(setImmediate);
  await clock.advance(20 * minute);
  expect(await waiting).toBe(false);
  const gaps = looks.slice(1).map((at, index) => at - (looks[index] ?? 0));
  expect(gaps.slice(0, 3)).toEqual([1_000, 1_500, 2_250]);
  expect(Math.max(...gaps)).toBe(15_000);
  expect(looks.at(-1)).toBeGreaterThanOrEqual(10 * minute);
});

test("waiting ends with the signal's reason", async () => {
  const clock = new ManualClock();
  const cut = new AbortController();
  const waiting = until({ clock, signal: cut.signal, pollMs: 10 }, minute, async () => false);
  const lost = new Error("the lease is lost");
  const rejected = expect(waiting).rejects.toBe(lost);
  await new Promise(setImmediate);
  await clock.advance(10);
  cut.abort(lost);
  await rejected;
});
