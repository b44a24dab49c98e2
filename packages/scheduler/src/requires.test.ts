import { expect, test } from "@jest/globals";
import { Schedule } from "./schedule.ts";

test("a file goes where its services are up; one that names none waits for all of them", () => {
  const schedule = new Schedule([
    { path: "everything", expectedMs: 90 },
    { path: "both", expectedMs: 50, requires: ["orders", "base"] },
    { path: "base", expectedMs: 10, requires: ["base"] },
  ]);
  schedule.accountJoined("a", []);
  expect(schedule.next("a")?.path).toBeUndefined();
  expect(schedule.hasWorkFor("a")).toBe(true);
  schedule.servicesReady("a", ["base"]);
  expect(schedule.next("a")?.path).toBe("base");
  schedule.ended("a", "base", "passed");
  schedule.servicesReady("a", ["orders"]);
  schedule.accountJoined("b", "all");
  expect([schedule.next("a")?.path, schedule.next("b")?.path]).toEqual(["both", "everything"]);
});

test("of the files an account can run the longest goes first, whatever they need", () => {
  const schedule = new Schedule([
    { path: "1", expectedMs: 10, requires: ["a"] },
    { path: "2", expectedMs: 30 },
    { path: "3", expectedMs: 20, requires: ["b", "a"] },
    { path: "4", expectedMs: 20, requires: ["a", "b"] },
  ]);
  schedule.accountJoined("x", ["a"]);
  schedule.servicesReady("x", "all");
  const order = Array.from({ length: 4 }, () => {
    const path = schedule.next("x")?.path ?? "";
    schedule.ended("x", path, "passed");
    return path;
  });
  expect(order).toEqual(["2", "3", "4", "1"]);
});

test("an account where a service failed has no work for the files that need it, and they are blocked by it", () => {
  const schedule = new Schedule([
    { path: "all" },
    { path: "slow", requires: ["slow"] },
    { path: "base", requires: ["base"] },
  ]);
  schedule.accountJoined("a", ["base"]);
  schedule.servicesFailed("a", { broken: "broken", slow: "broken" });
  expect(schedule.next("a")?.path).toBe("base");
  expect(schedule.hasWorkFor("a")).toBe(false);
  schedule.accountJoined("b", []);
  expect(schedule.giveUpBlocked()).toEqual([]);
  schedule.accountLeft("b");
  expect(schedule.giveUpBlocked()).toEqual([
    { path: "all", blockedBy: "broken" },
    { path: "slow", blockedBy: "broken" },
  ]);
  expect([schedule.waiting, schedule.running]).toEqual([0, 1]);
});

test("what failed in an account that never joined is told of the files that are given up", () => {
  const schedule = new Schedule([
    { path: "f", requires: ["orders"] },
    { path: "g", requires: ["base"] },
  ]);
  schedule.servicesFailed("a", { orders: "orders" });
  schedule.servicesReady("a", ["base"]);
  expect(schedule.next("a")?.path).toBeUndefined();
  expect(schedule.giveUpBlocked()).toEqual([{ path: "f", blockedBy: "orders" }, { path: "g" }]);
});

test("of several failures the one that was in most accounts is told", () => {
  const schedule = new Schedule([{ path: "f", requires: ["a", "b"] }, { path: "all" }]);
  schedule.servicesFailed("1", { a: "a" });
  schedule.servicesFailed("2", { a: "a", b: "b", c: "b" });
  schedule.servicesFailed("3", { c: "b" });
  for (let again = 0; again < 3; again++) schedule.servicesFailed("4", { b: "b" });
  schedule.servicesFailed("5", { b: "c" });
  schedule.servicesFailed("6", { a: "a" });
  schedule.servicesFailed("7", { c: "b" });
  expect(schedule.giveUpBlocked()).toEqual([
    { path: "f", blockedBy: "a" },
    { path: "all", blockedBy: "b" },
  ]);
});
