import { expect, test } from "@jest/globals";
import PQueue from "p-queue";
import { inSlot } from "./in-slot.ts";

test("work that waits for a slot leaves the queue at once when cut off", async () => {
  const queue = new PQueue({ concurrency: 1 });
  const stop = new AbortController();
  const first = deferred();
  const running = inSlot(queue, new AbortController().signal, () => first.promise);
  let started = false;
  const waiting = inSlot(queue, stop.signal, async () => {
    started = true;
  });
  stop.abort(new Error("cut off"));
  await expect(waiting).rejects.toThrow("cut off");
  first.resolve("done");
  expect(await running).toBe("done");
  await queue.onIdle();
  expect(started).toBe(false);
});

test("work that runs is waited for, whatever the signal says, and keeps its slot until it ends", async () => {
  const queue = new PQueue({ concurrency: 1 });
  const stop = new AbortController();
  const work = deferred();
  const order: string[] = [];
  const slot = inSlot(queue, stop.signal, () => work.promise).then((end) => order.push(end));
  const next = inSlot(queue, new AbortController().signal, async () => order.push("next"));
  stop.abort(new Error("cut off"));
  await new Promise((resolve) => setImmediate(resolve));
  expect(order).toEqual([]);
  work.resolve("done all the same");
  await Promise.all([slot, next]);
  expect(order.sort()).toEqual(["done all the same", "next"]);
});

test("what the work throws is passed on, and the slot is free again", async () => {
  const queue = new PQueue({ concurrency: 1 });
  const { signal } = new AbortController();
  await expect(inSlot(queue, signal, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect(await inSlot(queue, signal, async () => "next")).toBe("next");
});

function deferred() {
  let resolve: (value: string) => void = () => undefined;
  const promise = new Promise<string>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
