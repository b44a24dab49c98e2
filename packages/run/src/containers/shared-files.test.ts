import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { RegattaConfig } from "@regatta/config";
import { ManualClock } from "@regatta/foundation";
import type { ToJest } from "@regatta/jest-runner";
import type { QueueItem, QueueStore, QueueWrite } from "@regatta/queue";
import { RunLog, verdict } from "@regatta/run-log";
import { SharedFiles } from "./shared-files.ts";

let folder: string;
let clock: ManualClock;
let table: MemoryTable;
let containers: Container[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "regatta-containers-"));
  clock = new ManualClock(1_700_000_000_000);
  table = new MemoryTable();
  containers = [];
});
afterEach(() => {
  for (const { log, shared } of containers) {
    shared.close();
    log.close();
  }
  rmSync(folder, { recursive: true, force: true });
});

/** A table in memory that can be out of reach. */
class MemoryTable {
  readonly items = new Map<string, QueueItem["fields"]>();

  store(reach: { isCut: boolean }): QueueStore {
    const answer = async <T>(act: () => T): Promise<T> => {
      if (reach.isCut) throw new Error("out of reach");
      return act();
    };
    return {
      lookUnits: 0,
      units: { reads: 0, writes: 0 },
      write: (write) => answer(() => this.#write(write)),
      get: (sk) => answer(() => this.#items().find((item) => item.sk === sk)),
      look: () => answer(() => this.#items()),
    };
  }

  #items(): QueueItem[] {
    return [...this.items].map(([sk, fields]) => ({ sk, fields }));
  }

  #write({ sk, when, change }: QueueWrite): boolean {
    const item = this.items.get(sk);
    const holds = when.some((one) => {
      if (one === "absent" || !item) return one === "absent" && !item;
      const { equals = {}, lacks = [], below = {} } = one;
      return (
        Object.entries(equals).every(([name, is]) => item[name] === is) &&
        lacks.every((name) => item[name] === undefined) &&
        Object.entries(below).every(([name, than]) => Number(item[name]) < than)
      );
    });
    if (holds && change.kind === "delete") this.items.delete(sk);
    else if (holds && change.kind !== "delete") this.items.set(sk, { ...item, ...change.fields });
    return holds;
  }
}

interface Container {
  shared: SharedFiles;
  log: RunLog;
  told: string[];
  cut: string[];
  reach: { isCut: boolean };
}

/** A container, with what its Jest is told. */
async function container(index: number, files: string[]): Promise<Container> {
  const log = RunLog.open({ directory: join(folder, String(index)), clock });
  const told: string[] = [];
  const cut: string[] = [];
  const reach = { isCut: false };
  const shared = new SharedFiles({
    place: { index, of: 2, key: "k", isFound: false },
    basis: { config: { accounts: { leaseSeconds: 40 } } as RegattaConfig },
    log,
    clock,
    store: table.store(reach),
    send: (message) => told.push(wordsOf(message)),
    onElsewhere: () => undefined,
    cutOff: (accounts) => cut.push(...accounts),
  });
  await shared.join(files);
  log.append({ kind: "files-selected", files, rootDir: "/", expectedMs: {} });
  shared.follow();
  const one = { shared, log, told, cut, reach };
  containers.push(one);
  return one;
}

function wordsOf(message: ToJest): string {
  const { kind } = message;
  if (kind === "claim-refused") return `${message.file} refused: ${message.because}`;
  if (kind === "file-elsewhere") return `${message.file} ${message.state}`;
  return kind === "claimed" ? `${message.file} claimed` : kind;
}

async function claim({ shared }: Container, file: string, locks: string[] = []): Promise<void> {
  shared.onMessage({ kind: "claim", file, locks });
  await settled();
}

function started({ log, shared }: Container, file: string): void {
  const message = { kind: "file-started", account: "1/x", file, attempt: 1 } as const;
  log.append(message);
  shared.onMessage(message);
}

async function finished(
  { shared, log }: Container,
  file: string,
  outcome: "passed" | "failed",
): Promise<void> {
  const result = { tests: [], skipped: false, ...(outcome === "failed" ? { message: "no" } : {}) };
  const common = { account: "1/x", file, attempt: 1, outcome, durationMs: 5, result, final: true };
  log.append({ kind: "file-finished", ...common });
  shared.onMessage({ kind: "file-finished", ...common });
  await settled();
}

async function settled(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
}

async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 250) {
    await clock.advance(250);
    await settled();
  }
}

/** Its Jest is gone; time goes on until it knows of the whole run. */
async function concluded(...ones: Container[]) {
  for (const { log } of ones) log.append({ kind: "jest-exited", code: 0, signal: null });
  let left = ones.length;
  const all = ones.map(({ shared }) => shared.conclude().finally(() => left--));
  while (left > 0) await pass(250);
  return Promise.all(all);
}

test("what Jest asks for is claimed with its locks, and it hears what others do", async () => {
  const [a, b] = [await container(1, ["x", "y", "z"]), await container(2, ["x", "y", "z"])];
  await claim(a, "x", ["db"]);
  await claim(b, "x");
  await claim(b, "y", ["db"]);
  started(a, "x");
  await finished(a, "x", "failed");
  await pass(3_000);
  await claim(b, "y", ["db"]);
  started(b, "y");
  await finished(b, "y", "passed");
  await pass(3_000);
  expect(a.told).toEqual(["x claimed", "y done"]);
  expect(b.told).toEqual([
    "x running",
    "x refused: running",
    "y refused: locked",
    "x done",
    "y waiting",
    "y claimed",
  ]);
  await claim(a, "z");
  started(a, "z");
  await finished(a, "z", "passed");
  const [first, second] = await concluded(a, b);
  expect([first, second].filter(Boolean)).toHaveLength(1);
  expect([first ?? second]).toMatchObject([
    {
      key: "k",
      containers: [
        { index: 1, state: "left", files: 2 },
        { index: 2, state: "left", files: 1 },
      ],
      files: [
        { file: "x", outcome: "failed", container: 1, message: "no" },
        { file: "y", outcome: "passed", container: 2 },
        { file: "z", outcome: "passed" },
      ],
    },
  ]);
  expect([a, b].map(({ log }) => verdict(log.state).exitCode)).toEqual([1, 1]);
});

test("out of reach it cuts its files off before others run them, and its late result does not count", async () => {
  const [a, b] = [await container(1, ["x"]), await container(2, ["x"])];
  await claim(a, "x");
  started(a, "x");
  a.reach.isCut = true;
  await pass(8_000);
  expect(a.cut).toEqual(["1/x"]);
  expect(b.told).toEqual(["x running"]);
  await pass(8_000);
  expect(b.told).toEqual(["x running", "x waiting"]);
  await claim(b, "x");
  // What Jest started before it heard of that is cut off as well.
  a.cut.length = 0;
  started(a, "x");
  expect(a.cut).toEqual(["1/x"]);
  a.reach.isCut = false;
  await finished(a, "x", "passed");
  expect(verdict(a.log.state).exitCode).toBe(3);
  started(b, "x");
  await finished(b, "x", "failed");
  await concluded(a, b);
  expect(a.told).toEqual(["x claimed", "x running", "x done"]);
  expect([a, b].map(({ log }) => verdict(log.state).exitCode)).toEqual([1, 1]);
});

test("a file that only a lost container had selected leaves the others red, and nobody waits for ever", async () => {
  const [a, b] = [await container(1, ["x"]), await container(2, ["x", "only"])];
  b.reach.isCut = true;
  await claim(a, "x");
  started(a, "x");
  await finished(a, "x", "passed");
  await concluded(a);
  expect(verdict(a.log.state)).toEqual({ exitCode: 3, reason: "1 of 2 files never got a result" });
});

test("who can have no account leaves the files to others; where all do, they are given up", async () => {
  const [a, b] = [await container(1, ["x"]), await container(2, ["x"])];
  a.shared.leaveToOthers();
  await pass(3_000);
  expect([a.shared.othersAtWork, b.shared.othersAtWork]).toEqual([1, 0]);
  expect(a.told).toEqual(["x running"]);
  b.shared.leaveToOthers();
  await pass(3_000);
  expect(a.told).toEqual(["x running", "no-more-accounts", "x waiting"]);
  expect(b.told).toEqual(["x running", "no-more-accounts", "x waiting"]);
});

test("what another container's Jest complains of makes every container red", async () => {
  const [a, b] = [await container(1, ["x"]), await container(2, ["x"])];
  await claim(a, "x");
  started(a, "x");
  await finished(a, "x", "passed");
  b.log.append({ kind: "jest-exited", code: 1, signal: null });
  const over = b.shared.conclude();
  await concluded(a);
  await over;
  expect(verdict(a.log.state)).toMatchObject({
    exitCode: 1,
    reason: expect.stringContaining("container 2: "),
  });
  expect(verdict(b.log.state).exitCode).toBe(1);
});

test("interrupted while it waits for others it leaves them, and lets them sum the run up", async () => {
  const [a, b] = [await container(1, ["x", "y"]), await container(2, ["x", "y"])];
  await claim(b, "y");
  await claim(a, "x");
  started(a, "x");
  await finished(a, "x", "passed");
  a.log.append({ kind: "jest-exited", code: 0, signal: null });
  const over = a.shared.conclude();
  await pass(1_000);
  a.log.append({ kind: "interrupted", signal: "SIGTERM" });
  a.shared.interrupt();
  await pass(3_000);
  expect(await over).toBeUndefined();
  expect(verdict(a.log.state).exitCode).toBe(143);
  started(b, "y");
  await finished(b, "y", "passed");
  const [whole] = await concluded(b);
  expect(whole?.files).toMatchObject([
    { file: "x", container: 1 },
    { file: "y", container: 2 },
  ]);
  expect(verdict(b.log.state).exitCode).toBe(0);
});
