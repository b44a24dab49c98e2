import { expect, test } from "@jest/globals";
import type { ToJest } from "@regatta/jest-runner";
import { AccountNews } from "./account-news.ts";
import { FileNeeds } from "./file-needs.ts";

const account = "210000000001/eu-west-1";
const env = { REGATTA_RUN_ID: "r" };

function follow(requires: Record<string, string[]>, deployed = ["base", "orders", "web"]) {
  const sent: ToJest[] = [];
  const later: Array<() => void> = [];
  const services = ["base", "orders", "web"];
  const news = new AccountNews({
    account,
    env,
    needs: new FileNeeds({ requires, services, deployed }),
    send: (message) => sent.push(message),
    soon: (callback) => later.push(callback),
  });
  /** What was sent since the last look, once everything under way has happened. */
  const heard = () => {
    for (const callback of later.splice(0)) callback();
    return sent.splice(0);
  };
  const up = (service: string) =>
    news.onDeployEvent({ kind: "service-ready", service, outputs: { service } });
  return { news, heard, up };
}

const ready = (services: string[] | "all", outputs: Record<string, Record<string, string>>) => ({
  kind: "account-ready",
  account,
  env,
  services,
  outputs,
});

test("without pragmas Jest hears of an account once, when everything is up", () => {
  const { news, heard, up } = follow({});
  for (const name of ["base", "orders", "web"]) up(name);
  expect(heard()).toEqual([]);
  news.allReady({ base: { Url: "b" } });
  expect(heard()).toEqual([
    ready("all", { base: { Url: "b" }, orders: { service: "orders" }, web: { service: "web" } }),
  ]);
});

test("an account is ready with the first set of services that is enough for a file; the rest follows", () => {
  const { news, heard, up } = follow({ f: ["base", "orders"], g: ["web"] });
  up("base");
  expect(heard()).toEqual([]);
  up("orders");
  const outputs = { base: { service: "base" }, orders: { service: "orders" } };
  expect(heard()).toEqual([ready(["base", "orders"], outputs)]);
  up("web");
  expect(heard()).toEqual([
    { kind: "services-ready", account, services: ["web"], outputs: { web: { service: "web" } } },
  ]);
  news.allReady({});
  expect(heard()).toEqual([{ kind: "services-ready", account, services: "all", outputs: {} }]);
});

test("where nothing is to be deployed, all of it is told in one message", () => {
  const { news, heard, up } = follow({ f: ["base"] });
  for (const name of ["base", "orders", "web"]) up(name);
  news.allReady({});
  expect(heard()).toMatchObject([{ kind: "account-ready", services: "all" }]);
});

test("failures are told as they happen, and again with an account that joins after them", () => {
  const { news, heard, up } = follow({ f: ["base"] });
  news.onDeployEvent({
    kind: "deploy-failed",
    service: "orders",
    stackName: "o",
    reason: "no",
    durationMs: 1,
  });
  news.onDeployEvent({ kind: "service-blocked", service: "web", by: "orders" });
  const failed = { kind: "services-failed", account, causes: { orders: "orders", web: "orders" } };
  expect(heard()).toEqual([failed]);
  up("base");
  expect(heard()).toEqual([ready(["base"], { base: { service: "base" } }), failed]);
  expect(news.failed()).toBe(true);
  expect(heard()).toEqual([]);
  expect(news.idle()).toBe(false);
});

test("an account in which no file can run is of no use after a failure", () => {
  const { news, heard, up } = follow({ f: ["base", "web"] });
  up("base");
  news.onDeployEvent({ kind: "service-blocked", service: "web", by: "orders" });
  expect(news.failed()).toBe(false);
  expect(heard()).toEqual([
    { kind: "services-failed", account, causes: { orders: "orders", web: "orders" } },
  ]);
});

test("what a preparation that broke off left open will never come", () => {
  const { news, heard, up } = follow({ f: ["base"], g: ["web"] });
  up("base");
  heard();
  expect(news.failed()).toBe(true);
  expect(heard()).toEqual([{ kind: "services-failed", account, causes: { orders: "orders", web: "web" } }]);
});

test("an account Jest had nothing for is offered again when more of it is there", () => {
  const { news, heard, up } = follow({ f: ["base"] });
  up("base");
  heard();
  expect(news.idle()).toBe(true);
  up("orders");
  const outputs = { base: { service: "base" }, orders: { service: "orders" } };
  expect(heard()).toEqual([{ ...ready(["base", "orders"], outputs), again: true }]);
  news.allReady({});
  expect(heard()).toMatchObject([{ kind: "services-ready", services: "all" }]);
  expect(news.idle()).toBe(false);
});

test("services the run leaves alone count as up, and nothing is told once the account is gone", () => {
  const { news, heard, up } = follow({ f: ["base", "web"] }, ["base", "orders"]);
  up("base");
  expect(heard()).toEqual([ready(["web", "base"], { base: { service: "base" } })]);
  up("orders");
  news.gone();
  expect(heard()).toEqual([]);
});
