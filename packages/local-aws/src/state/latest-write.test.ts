import { expect, test } from "@jest/globals";
import { LatestWrite } from "./latest-write.ts";

test("requests made while a write is under way share the next one, which writes the latest", async () => {
  const written: number[] = [];
  const ends: Array<() => void> = [];
  let value = 1;
  const write = new LatestWrite(() => {
    written.push(value);
    return new Promise((resolve) => ends.push(resolve));
  });
  const first = write.request();
  await Promise.resolve();
  value = 2;
  const second = write.request();
  value = 3;
  const third = write.request();
  ends[0]?.();
  await first;
  expect(third).toBe(second);
  await new Promise((resolve) => setImmediate(resolve));
  ends[1]?.();
  await second;
  expect(written).toEqual([1, 3]);
});

test("a write that failed is told to who asked for it, and the next one is tried", async () => {
  const outcomes = [new Error("disk full"), undefined];
  const write = new LatestWrite(async () => {
    const error = outcomes.shift();
    if (error) throw error;
  });
  await expect(write.request()).rejects.toThrow("disk full");
  await expect(write.request()).resolves.toBeUndefined();
});
