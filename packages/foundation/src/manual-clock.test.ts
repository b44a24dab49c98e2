import { expect, test } from "@jest/globals";
import { ManualClock } from "./manual-clock.ts";

test("sleepers wake in the order of their deadlines, and not before", async () => {
  const clock = new ManualClock(1_000);
  const woken: string[] = [];
  const sleeps = [
    clock.sleep(20).then(() => woken.push("late")),
    clock.sleep(10).then(() => woken.push("early")),
  ];
  await clock.advance(9);
  expect(woken).toEqual([]);
  await clock.advance(11);
  await Promise.all(sleeps);
  expect(woken).toEqual(["early", "late"]);
  expect([clock.now(), clock.monotonic()]).toEqual([1_020, 20]);
});

test("an aborted sleep rejects with the reason and is forgotten", async () => {
  const clock = new ManualClock();
  const stop = new AbortController();
  const sleep = clock.sleep(10, stop.signal);
  stop.abort(new Error("stopped"));
  await expect(sleep).rejects.toThrow("stopped");
  expect(clock.sleeping).toBe(0);
});

test("setting the wall clock does not move monotonic time", () => {
  const clock = new ManualClock(0);
  clock.setWallClock(86_400_000);
  expect([clock.now(), clock.monotonic()]).toEqual([86_400_000, 0]);
});
