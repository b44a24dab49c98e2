import { expect, test } from "@jest/globals";
import { DeployTargets } from "./deploy-targets.ts";

test("it wishes for as many accounts as were asked for, and for none twice", () => {
  const targets = new DeployTargets({ count: 2 });
  expect(targets.wish()).toEqual({ count: 2, exclude: [] });
  targets.taken("a");
  expect(targets.wish()).toEqual({ count: 1, exclude: ["a"] });
  expect(targets.isDone()).toBe(false);
  targets.gone("a", { kind: "handed-back" });
  targets.taken("b");
  expect(targets.isDone()).toBe(true);
  expect(targets.noMore()).toBeUndefined();
});

test("an account that does not let us in, or whose lease is lost, is replaced; one that was handed back is not", () => {
  const targets = new DeployTargets({ count: 3, only: ["anna"] });
  for (const account of ["a", "b", "c"]) targets.taken(account);
  targets.gone("a", { kind: "rejected" });
  targets.gone("b", { kind: "lost", reason: "no heartbeat" });
  targets.gone("c", { kind: "handed-back" });
  expect(targets.wish()).toEqual({ count: 2, exclude: ["c"], only: ["anna"] });
  expect(targets.noMore()).toBe("2 deploys were left");
});

test("outputs are kept as services come up, also where others fail", () => {
  const targets = new DeployTargets({ count: 1 });
  targets.taken("a");
  targets.onDeployEvent("a", { kind: "service-ready", service: "orders", outputs: { Url: "x" } });
  targets.onDeployEvent("a", { kind: "service-blocked", service: "web", by: "payments" });
  expect(Object.fromEntries(targets.outputs)).toEqual({ a: { orders: { Url: "x" } } });
});
