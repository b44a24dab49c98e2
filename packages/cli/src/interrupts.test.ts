import { expect, test } from "@jest/globals";
import { Interrupts } from "./interrupts.ts";

test("with nobody to end in order, the first signal quits", () => {
  expect(new Interrupts().receive("SIGTERM")).toBe("quit");
});

test("the first signal is the listeners', the second quits after they were told", () => {
  const interrupts = new Interrupts();
  const told: unknown[] = [];
  interrupts.onInterrupt((signal, count) => told.push([signal, count]));
  expect(interrupts.receive("SIGINT")).toBe("wait");
  expect(interrupts.receive("SIGTERM")).toBe("quit");
  expect(told).toEqual([
    ["SIGINT", 1],
    ["SIGTERM", 2],
  ]);
});
