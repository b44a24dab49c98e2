import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type FileToRun, Schedule } from "./schedule.ts";

test("a file goes where its services are up; one that names none waits for all of them", () => {
  const schedule = new Schedule([
    { path: "everything", expectedMs: 90 },
    { path: "both", expectedMs: 50, requires: ["orders", "base"] },
    { path: "base", expectedMs: 10, requires: ["base"] },
  ]);
  schedule.accountJoined("a", []);
  expect(schedule.next("a")).toBeUndefined();
  expect(schedule.hasWorkFor("a")).toBe(true);
  schedule.servicesReady("a", ["base"]);
  expect(schedule.next("a")).toBe("base");
  schedule.finished("a", "base");
  schedule.servicesReady("a", ["orders"]);
  schedule.accountJoined("b", "all");
  expect([schedule.next("a"), schedule.next("b")]).toEqual(["both", "everything"]);
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
    const path = schedule.next("x") ?? "";
    schedule.finished("x", path);
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
  expect(schedule.next("a")).toBe("base");
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
  expect(schedule.next("a")).toBeUndefined();
  expect(schedule.giveUpBlocked()).toEqual([{ path: "f", blockedBy: "orders" }, { path: "g" }]);
});

test("the time left has no room for a file in an account that cannot have its service", () => {
  const schedule = new Schedule([
    { path: "f", expectedMs: 6, requires: ["slow"] },
    { path: "g", expectedMs: 5, requires: ["base"] },
    { path: "h", expectedMs: 4, requires: ["base"] },
  ]);
  schedule.accountJoined("a", ["base"]);
  schedule.accountJoined("b", []);
  expect(schedule.remainingMs()).toBe(9);
  schedule.servicesFailed("a", { slow: "slow" });
  schedule.servicesFailed("b", { base: "base" });
  expect(schedule.remainingMs()).toBe(9);
  schedule.servicesFailed("b", { slow: "slow" });
  expect(schedule.remainingMs()).toBeUndefined();
});

const names = ["s0", "s1", "s2", "s3"];
const accounts = ["a", "b", "c"];
const somewhere = fc.record({ account: fc.constantFrom(...accounts) });
const withServices = fc.record({
  account: fc.constantFrom(...accounts),
  services: fc.subarray(names),
});
const event = fc.oneof(
  fc.tuple(fc.constantFrom("join", "ready", "fail"), withServices),
  fc.tuple(
    fc.constantFrom("all", "leave", "next", "next", "next", "finish", "put-back", "give-up"),
    somewhere,
  ),
);
const files = fc.array(
  fc.record({
    expectedMs: fc.integer({ min: 0, max: 50 }),
    requires: fc.option(fc.subarray(names, { minLength: 1 }), { nil: undefined }),
  }),
  { maxLength: 15 },
);

interface SeenAccount {
  up: Set<string>;
  /** It was told so in one word: the schedule does not know how many services there are. */
  all: boolean;
  failed: Set<string>;
}

/** What must hold, written once more without groups and caches: each question looks at every file. */
class Model {
  readonly waiting = new Map<string, FileToRun>();
  readonly running = new Map<string, { file: FileToRun; account: string }>();
  readonly ended: string[] = [];
  readonly accounts = new Map<string, SeenAccount>();

  constructor(list: readonly FileToRun[]) {
    for (const file of list) this.waiting.set(file.path, file);
  }

  canRun({ requires }: FileToRun, { up, all }: SeenAccount): boolean {
    return all || (requires?.every((name) => up.has(name)) ?? false);
  }

  couldEverRun({ requires = names }: FileToRun, { failed }: SeenAccount): boolean {
    return !requires.some((name) => failed.has(name));
  }

  ready(account: string, services: readonly string[]): void {
    const seen = this.accounts.get(account);
    for (const name of services) {
      seen?.up.add(name);
      seen?.failed.delete(name);
    }
  }
}

/** As in a run: what is up does not fail any more. */
function notUp(model: Model, account: string, services: readonly string[]): string[] {
  return services.filter((name) => !model.accounts.get(account)?.up.has(name));
}

test("whatever happens: each file ends once, runs only where its services are up, and never starves", () => {
  fc.assert(
    fc.property(files, fc.array(event, { maxLength: 120 }), (shapes, events) => {
      const list = shapes.map(({ expectedMs, requires }, at): FileToRun => {
        return { path: `f${at}`, expectedMs, ...(requires ? { requires } : {}) };
      });
      const model = new Model(list);
      const schedule = new Schedule(list, { filesPerAccount: 2 });
      for (const [kind, { account, ...rest }] of events) {
        const services = "services" in rest ? rest.services : [];
        step(schedule, model, kind, account, services);
        expect([schedule.waiting, schedule.running]).toEqual([model.waiting.size, model.running.size]);
      }
      for (const account of accounts) finishAll(schedule, model, account);
      for (const { path } of schedule.giveUp()) end(model, path);
      expect(model.ended.toSorted()).toEqual(list.map(({ path }) => path).toSorted());
    }),
    { numRuns: 500 },
  );
});

function step(schedule: Schedule, model: Model, kind: string, account: string, services: string[]): void {
  const seen = model.accounts.get(account);
  switch (kind) {
    case "join":
      if (!seen) model.accounts.set(account, { up: new Set(services), all: false, failed: new Set() });
      schedule.accountJoined(account, services);
      break;
    case "ready":
      schedule.servicesReady(account, services);
      model.ready(account, services);
      break;
    case "all":
      schedule.servicesReady(account, "all");
      model.ready(account, names);
      if (seen) seen.all = true;
      break;
    case "fail": {
      const failed = notUp(model, account, services);
      schedule.servicesFailed(account, Object.fromEntries(failed.map((name) => [name, name])));
      for (const name of failed) seen?.failed.add(name);
      break;
    }
    case "leave":
      for (const path of schedule.accountLeft(account)) waitAgain(model, path);
      model.accounts.delete(account);
      break;
    case "next":
      takeNext(schedule, model, account);
      break;
    case "finish":
    case "put-back":
      endOne(schedule, model, kind, account);
      break;
    case "give-up":
      giveUpBlocked(schedule, model);
      break;
  }
}

function takeNext(schedule: Schedule, model: Model, account: string): void {
  const seen = model.accounts.get(account);
  const path = schedule.next(account);
  const runnable = [...model.waiting.values()].filter((file) => seen && model.canRun(file, seen));
  const room = [...model.running.values()].filter((running) => running.account === account).length < 2;
  if (!seen || !room || runnable.length === 0) {
    expect(path).toBeUndefined();
    return;
  }
  const longest = Math.max(...runnable.map(({ expectedMs = 0 }) => expectedMs));
  const file = runnable.find((other) => other.path === path);
  expect(file?.expectedMs).toBe(longest);
  if (!file) return;
  model.waiting.delete(file.path);
  model.running.set(file.path, { file, account });
}

function endOne(schedule: Schedule, model: Model, kind: "finish" | "put-back", account: string): void {
  const [path] = [...model.running].find(([, running]) => running.account === account) ?? [];
  if (path === undefined) return;
  if (kind === "put-back") {
    schedule.putBack(account, path);
    waitAgain(model, path);
  } else {
    schedule.finished(account, path);
    end(model, path);
  }
}

function finishAll(schedule: Schedule, model: Model, account: string): void {
  for (const [path, running] of [...model.running]) {
    if (running.account !== account) continue;
    schedule.finished(account, path);
    end(model, path);
  }
}

function giveUpBlocked(schedule: Schedule, model: Model): void {
  for (const [name, seen] of model.accounts) {
    const work = [...model.waiting.values()].some((file) => model.couldEverRun(file, seen));
    expect(schedule.hasWorkFor(name)).toBe(work);
  }
  const hopeless = [...model.waiting.values()].filter(
    (file) => ![...model.accounts.values()].some((seen) => model.couldEverRun(file, seen)),
  );
  const given = schedule.giveUpBlocked().map(({ path }) => path);
  expect(given.toSorted()).toEqual(hopeless.map(({ path }) => path).toSorted());
  for (const path of given) end(model, path);
}

function waitAgain(model: Model, path: string): void {
  const running = model.running.get(path);
  if (running) model.waiting.set(path, running.file);
  model.running.delete(path);
}

function end(model: Model, path: string): void {
  model.waiting.delete(path);
  model.running.delete(path);
  model.ended.push(path);
}
