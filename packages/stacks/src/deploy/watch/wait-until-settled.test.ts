import { expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
import type { StackState } from "../../stack/stack-state.ts";
import { aStack } from "../../testing/a-stack.ts";
import { waitUntilSettled } from "./wait-until-settled.ts";

/** Gives one answer after the other, the last for ever. */
function wait(answers: Array<StackState | undefined>, before?: StackState) {
  const clock = new ManualClock();
  const stop = new AbortController();
  let looks = 0;
  const read = async (_id: string, withinMs: number, signal?: AbortSignal) => {
    await clock.sleep(withinMs, signal);
    return answers[Math.min(looks++, answers.length - 1)];
  };
  const stacks = { read };
  const end = waitUntilSettled("id", { stacks, clock, pollMs: 1_000, signal: stop.signal }, before);
  return { end, clock, stop, looks: () => looks };
}

test("it looks until nothing is under way, and no further", async () => {
  const under = aStack("s", { status: "UPDATE_IN_PROGRESS" });
  const cleanup = aStack("s", { status: "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS" });
  const done = aStack("s", { status: "UPDATE_COMPLETE" });
  const { end, clock, looks } = wait([under, under, cleanup, done]);
  await clock.advance(60_000);
  expect(await end).toBe(done);
  expect(looks()).toBe(4);
});

test("a stack that is gone is an end", async () => {
  const { end, clock } = wait([aStack("s", { status: "DELETE_IN_PROGRESS" }), undefined]);
  await clock.advance(60_000);
  expect(await end).toBeUndefined();
});

test("an answer from before the operation is not taken for its end, but not waited out for ever either", async () => {
  const before = aStack("s", { status: "UPDATE_COMPLETE", lastUpdated: new Date(1) });
  const after = aStack("s", { status: "UPDATE_COMPLETE", lastUpdated: new Date(2) });
  const lagging = wait([before, { ...before }, after], before);
  await lagging.clock.advance(60_000);
  expect(await lagging.end).toBe(after);
  const same = wait([before], before);
  await same.clock.advance(60_000);
  expect(await same.end).toBe(before);
  expect(same.looks()).toBe(6);
});

test("cut off in the middle of a wait it looks no more and rejects with the reason", async () => {
  const { end, clock, stop, looks } = wait([aStack("s", { status: "CREATE_IN_PROGRESS" })]);
  await clock.advance(1_500);
  stop.abort(new Error("lease lost"));
  await expect(end).rejects.toThrow("lease lost");
  await clock.advance(60_000);
  expect([looks(), clock.sleeping]).toEqual([1, 0]);
});
