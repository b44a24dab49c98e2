import { expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
import type { StackState } from "../../stack/stack-state.ts";
import { aStack } from "../../testing/a-stack.ts";
import { SharedReader } from "./shared-reader.ts";

function aReader(stacks: StackState[], deleted: StackState[] = []) {
  const clock = new ManualClock();
  const stop = new AbortController();
  const calls: string[] = [];
  const reader = {
    readAll: async () => {
      calls.push("sweep");
      return new Map(stacks.map((stack) => [stack.name, stack]));
    },
    readOne: async (id: string) => {
      calls.push(id);
      if (id === "refused") throw new Error("not allowed");
      return [...stacks, ...deleted].find((stack) => stack.id === id);
    },
  };
  const shared = new SharedReader({ reader, clock, gatherMs: 200, signal: stop.signal });
  return { shared, clock, calls, stop };
}

const five = ["a", "b", "c", "d", "e"].map((name) => aStack(name, { id: name }));

test("a few stacks are read by id, one call for all who ask for the same", async () => {
  const { shared, clock, calls } = aReader(five);
  const answers = Promise.all(["a", "b", "a"].map((id) => shared.read(id, 200)));
  await clock.advance(200);
  expect((await answers).map((stack) => stack?.name)).toEqual(["a", "b", "a"]);
  expect(calls).toEqual(["a", "b"]);
});

test("many stacks are read in one sweep, and a deleted one by its id", async () => {
  const gone = aStack("gone", { id: "gone", status: "DELETE_COMPLETE" });
  const { shared, clock, calls } = aReader(five, [gone]);
  const answers = Promise.all(["a", "b", "c", "d", "e", "gone", "unknown"].map((id) => shared.read(id, 200)));
  await clock.advance(200);
  expect((await answers).map((stack) => stack?.status)).toEqual([
    ...Array(5).fill("CREATE_COMPLETE"),
    "DELETE_COMPLETE",
    undefined,
  ]);
  expect(calls).toEqual(["sweep", "gone", "unknown"]);
});

test("who asks while a look is under way gets the next one", async () => {
  const { shared, clock, calls } = aReader(five);
  const first = shared.read("a", 200);
  await clock.advance(200);
  await first;
  const second = shared.read("b", 200);
  await clock.advance(199);
  expect(calls).toEqual(["a"]);
  await clock.advance(1);
  expect((await second)?.name).toBe("b");
});

test("who can wait longer is answered with those who cannot only where that costs nothing", async () => {
  const few = aReader(five);
  const seldom = few.shared.read("a", 5_000);
  await Promise.all([few.shared.read("b", 1_000), few.clock.advance(1_000)]);
  expect(few.calls).toEqual(["b"]);
  await Promise.all([seldom, few.clock.advance(4_000)]);
  expect(few.calls).toEqual(["b", "a"]);

  const many = aReader(five);
  const answers = Promise.all(["a", "b", "c", "d"].map((id, i) => many.shared.read(id, 5_000 - i * 1_000)));
  await many.clock.advance(2_000);
  expect(await answers).toHaveLength(4);
  expect(many.calls).toEqual(["sweep"]);
});

test("who asks for an answer sooner than all others gets it sooner", async () => {
  const { shared, clock } = aReader(five);
  const late = shared.read("a", 5_000);
  await clock.advance(100);
  const soon = shared.read("b", 300);
  await clock.advance(300);
  expect((await soon)?.name).toBe("b");
  await clock.advance(5_000);
  expect((await late)?.name).toBe("a");
});

test("one who is cut off leaves the others waiting, and is not looked for", async () => {
  const { shared, clock, calls } = aReader(five);
  const stop = new AbortController();
  const gone = shared.read("a", 200, stop.signal);
  const stays = shared.read("b", 200);
  stop.abort(new Error("time is up"));
  await expect(gone).rejects.toThrow("time is up");
  await clock.advance(200);
  expect((await stays)?.name).toBe("b");
  expect(calls).toEqual(["b"]);
});

test("a refused look is the answer to all who shared it, and the next one works", async () => {
  const { shared, clock } = aReader(five);
  const asked = Promise.allSettled([shared.read("refused", 200), shared.read("refused", 200)]);
  await clock.advance(200);
  expect((await asked).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  const next = shared.read("a", 200);
  await clock.advance(200);
  expect((await next)?.name).toBe("a");
});

test("cut off, it makes no call and says why", async () => {
  const { shared, clock, calls, stop } = aReader(five);
  const asked = shared.read("a", 200);
  stop.abort(new Error("lease lost"));
  await expect(asked).rejects.toThrow("lease lost");
  await expect(shared.read("b", 200)).rejects.toThrow("lease lost");
  expect([calls, clock.sleeping]).toEqual([[], 0]);
});
