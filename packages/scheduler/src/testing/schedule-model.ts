import { expect } from "@jest/globals";
import type { FileToRun } from "../file-to-run.ts";
import type { Schedule } from "../schedule.ts";

/** Every service there is, as the model knows and the schedule does not. */
export const names = ["s0", "s1", "s2", "s3"];

interface SeenAccount {
  up: Set<string>;
  /** It was told so in one word: the schedule does not know how many services there are. */
  all: boolean;
  failed: Set<string>;
}

/** What must hold, written once more without groups and caches: each question looks at every file. */
export class Model {
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
}

/** As in a run: a service comes up or fails in an account, once. */
function open(seen: SeenAccount | undefined, services: readonly string[]): string[] {
  return services.filter((name) => !seen?.up.has(name) && !seen?.failed.has(name));
}

/** Lets one thing happen to both, and compares what the schedule answers. */
export function step(
  schedule: Schedule,
  model: Model,
  kind: string,
  account: string,
  services: string[],
): void {
  const seen = model.accounts.get(account);
  switch (kind) {
    case "join":
      if (!seen) model.accounts.set(account, { up: new Set(services), all: false, failed: new Set() });
      schedule.accountJoined(account, services);
      break;
    case "ready": {
      const ready = open(seen, services);
      schedule.servicesReady(account, ready);
      for (const name of ready) seen?.up.add(name);
      break;
    }
    case "all":
      if (!seen || seen.failed.size > 0) break;
      schedule.servicesReady(account, "all");
      seen.up = new Set(names);
      seen.all = true;
      break;
    case "fail": {
      const failed = open(seen, services);
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
  const path = schedule.next(account)?.path;
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
    schedule.ended(account, path, "passed");
    end(model, path);
  }
}

export function finishAll(schedule: Schedule, model: Model, account: string): void {
  for (const [path, running] of [...model.running]) {
    if (running.account !== account) continue;
    schedule.ended(account, path, "passed");
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

export function end(model: Model, path: string): void {
  model.waiting.delete(path);
  model.running.delete(path);
  model.ended.push(path);
}
