import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
import { isUnderWay } from "./is-under-way.ts";
import { runFeed } from "./run-feed.ts";
import type { RunFeedData } from "./run-feed-data.ts";

const start = Date.UTC(2026, 0, 31, 10, 15);
const account = "210000000001/eu-west-1";
const clock = new ManualClock(start);
let folder = "";
let seq = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "regatta-run-feed-"));
  clock.setWallClock(start);
});
afterEach(() => rmSync(folder, { recursive: true }));

const pathOf = (id: string) => join(folder, "runs", id, "events.jsonl");

/** Writes the next events of a run, as it would now. */
function write(id: string, ...events: object[]): void {
  const lines = events.map(
    (event) => `${JSON.stringify({ seq: seq++, at: clock.now(), logVersion: 1, ...event })}\n`,
  );
  append(id, lines.join(""));
}

function append(id: string, text: string | Buffer): void {
  mkdirSync(join(folder, "runs", id), { recursive: true });
  appendFileSync(pathOf(id), text);
  utimesSync(pathOf(id), clock.now() / 1_000, clock.now() / 1_000);
}

function begin(id: string): void {
  // A process that is not there: only what it writes says that it is.
  write(id, { kind: "run-started", runId: id, version: "0", pool: "p", argv: [], pid: 2 ** 30 });
}

function open(parameters: Record<string, string> = {}): () => Promise<RunFeedData> {
  const feed = runFeed({ folder: join(folder, "runs"), clock });
  return feed.open(
    new URLSearchParams(parameters),
    new AbortController().signal,
  ) as () => Promise<RunFeedData>;
}

test("a run is followed from before it starts to its end, and nothing new is the same object", async () => {
  const look = open();
  const none = await look();
  expect(none).toEqual({ runs: [] });
  expect(await look()).toBe(none);
  begin("a1");
  write("a1", { kind: "files-selected", files: ["tests/ä.test.ts", "b"], rootDir: "/", expectedMs: {} });
  const begun = await look();
  expect(begun).toMatchObject({ shown: "a1", runs: [{ id: "a1", startedAt: start, state: "under-way" }] });
  expect(begun.report?.run).toMatchObject({
    id: "a1",
    reason: "0 of 2 files done",
    underWay: { done: 0, failed: 0 },
  });
  expect(await look()).toBe(begun);

  // Time alone moves its end, by whole seconds, and nothing else.
  await clock.advance(400);
  expect(await look()).toBe(begun);
  await clock.advance(700);
  const later = await look();
  expect(later.report?.run.durationMs).toBe(1_000);
  expect(later.report?.files).toBe(begun.report?.files);

  write("a1", { kind: "lease-acquired", account, leaseId: "l", epoch: 1, expiresAt: 0 });
  // A line arrives in pieces, cut within a character, and one that is none.
  const line = Buffer.from(
    `nonsense\n${JSON.stringify({ seq: 9, at: clock.now(), kind: "file-started", account, file: "tests/ä.test.ts", attempt: 1 })}\n`,
  );
  const cut = line.indexOf(Buffer.from("ä")) + 1;
  append("a1", line.subarray(0, cut));
  const leased = await look();
  expect(leased.report?.accounts).toHaveLength(1);
  expect(leased.report?.counts).toMatchObject({ waiting: 2, running: 0 });
  append("a1", line.subarray(cut));
  expect((await look()).report?.files[0]).toMatchObject({ file: "tests/ä.test.ts", verdict: "running" });

  write("a1", { kind: "run-finished", exitCode: 3, reason: "2 of 2 files have no result" });
  const ended = await look();
  expect(ended.runs).toMatchObject([{ state: "infrastructure", reason: "2 of 2 files have no result" }]);
  expect(ended.report?.run).toMatchObject({ exitCode: 3 });
  expect(ended.report?.run.underWay).toBeUndefined();
  expect(ended.report?.files[0]?.verdict).toBe("cut-off");
  await clock.advance(10_000);
  expect(await look()).toBe(ended);
});

test("the latest run is shown, also one that starts later; one that is named stays; nothing else can be named", async () => {
  begin("a1");
  const [latest, named] = [open(), open({ run: "a1" })];
  expect((await latest()).shown).toBe("a1");
  begin("a2");
  symlinkSync("a2", join(folder, "runs", "latest"));
  expect(await latest()).toMatchObject({ shown: "a2", runs: [{ id: "a2" }, { id: "a1" }] });
  expect(await named()).toMatchObject({ shown: "a1", report: { run: { id: "a1" } } });
  mkdirSync(join(folder, "secret"));
  writeFileSync(
    join(folder, "secret", "events.jsonl"),
    `${JSON.stringify({ kind: "run-started", at: 1 })}\n`,
  );
  for (const run of ["../secret", "latest", "a1/../a2", "", "a3"]) {
    const data = await open({ run })();
    expect([run, data.shown, data.report]).toEqual([run, undefined, undefined]);
  }
});

test("a log that is elsewhere is shown by its name; one that begins anew is read anew", async () => {
  begin("a1");
  const feed = runFeed({ folder: join(folder, "none"), other: { id: "mine", events: pathOf("a1") }, clock });
  const look = feed.open(new URLSearchParams({ run: "mine" }), new AbortController().signal);
  expect(await look()).toMatchObject({ shown: "mine", report: { run: { id: "a1" } } });
  rmSync(pathOf("a1"));
  write("a1", { kind: "run-started", runId: "other", version: "0", pool: "p", argv: [], pid: 1 });
  expect(await look()).toMatchObject({ report: { run: { id: "other" } } });
});

test("a run that says nothing any more is over, unless its process is there", async () => {
  const look = open();
  begin("a1");
  write("a1", { kind: "files-selected", files: ["a"], rootDir: "/", expectedMs: {} });
  expect((await look()).runs[0]?.state).toBe("under-way");
  await clock.advance(61_000);
  const killed = await look();
  expect(killed.runs[0]?.state).toBe("killed");
  expect(killed.report?.run.reason).toContain("did not end by itself");
  expect(killed.report?.files[0]?.verdict).toBe("never-run");
  expect(isUnderWay({ lastAt: 0, process: "there" }, 3_500_000)).toBe(true);
  expect(isUnderWay({ lastAt: 0, process: "there" }, 3_700_000)).toBe(false);
});

test("a run whose process was there and is not any more is over at once", async () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => 0, 1000)"], { stdio: "ignore" });
  write("a1", { kind: "run-started", runId: "a1", version: "0", pool: "p", argv: [], pid: child.pid });
  write("a1", { kind: "files-selected", files: ["a"], rootDir: "/", expectedMs: {} });
  const look = open();
  await look();
  await clock.advance(120_000);
  expect(await look()).toMatchObject({ runs: [{ state: "under-way" }], report: { run: { underWay: {} } } });
  child.kill("SIGKILL");
  await once(child, "exit");
  const killed = await look();
  expect(killed.runs[0]?.state).toBe("killed");
  expect(killed.report?.run.reason).toContain("did not end by itself");
});
