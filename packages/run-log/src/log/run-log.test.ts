import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
import { logVersion, type RunEvent } from "../events/run-event.ts";
import { RunState } from "../state/run-state.ts";
import { ended, startOf, stateOf } from "../testing/sample-run.ts";
import { readRunLog } from "./read-run-log.ts";
import { RunLog } from "./run-log.ts";

let runs: string;
beforeEach(() => {
  runs = mkdtempSync(join(tmpdir(), "regatta-runs-"));
});
afterEach(() => rmSync(runs, { recursive: true }));

const ready = { kind: "account-ready", account: "a" } as const;

test("an event is in the file when append returns, with its time", async () => {
  const log = RunLog.open({ directory: join(runs, "r1"), clock: new ManualClock(7) });
  log.append(ready);
  expect(await readRunLog(join(runs, "r1", "events.jsonl"))).toEqual([{ seq: 0, at: 7, ...ready }]);
  expect(readFileSync(join(runs, "latest", "events.jsonl"), "utf8")).toContain("account-ready");
  log.close();
});

test("a last line that was cut off is left out; a broken one before it is refused", async () => {
  const log = RunLog.open({ directory: join(runs, "r1"), clock: new ManualClock(7) });
  log.append(ready);
  log.close();
  const path = join(runs, "r1", "events.jsonl");
  appendFileSync(path, '{"kind":"acc');
  expect(await readRunLog(path)).toHaveLength(1);
  appendFileSync(path, "\n{}\n");
  await expect(readRunLog(path)).rejects.toMatchObject({ code: "RUN_LOG_BROKEN" });
});

test("a run that is not there is said so", async () => {
  await expect(readRunLog(join(runs, "none"))).rejects.toMatchObject({ code: "RUN_LOG_MISSING" });
});

test("listeners get every event with the state after it, until they end it", () => {
  const log = RunLog.open({ directory: join(runs, "r1") });
  const phases: unknown[] = [];
  const stop = log.subscribe((_, state) => phases.push(state.accounts.get("a")?.phase.kind));
  log.append(ready);
  stop();
  log.append({ kind: "account-released", account: "a" });
  log.close();
  expect(phases).toEqual(["ready"]);
});

test("the first event names the version of the format, and events are counted in order", async () => {
  const log = RunLog.open({ directory: join(runs, "r1") });
  for (const event of startOf(["a"])) log.append(event);
  log.close();
  const events = await readRunLog(join(runs, "r1", "events.jsonl"));
  expect(events[0]).toMatchObject({ kind: "run-started", logVersion });
  expect(events.map(({ seq }) => seq)).toEqual([0, 1, 2, 3]);
});

test("what is read back adds up to the state there was, whatever the texts hold", async () => {
  const log = RunLog.open({ directory: join(runs, "r1"), clock: new ManualClock(7) });
  const text = "line\nline\r\n\u2028 \ud800 \u0000 \u{1f600}";
  for (const event of [...startOf(["a"]), ...ended("a", "failed", text)]) log.append(event);
  log.close();
  expect(RunState.of(await readRunLog(join(runs, "r1", "events.jsonl")))).toEqual(log.state);
});

test("an event of a newer version is read, and changes nothing", async () => {
  const newer = [
    { seq: 9, at: 9, kind: "account-painted", account: "210000000001/eu-west-1", colour: "red" },
    { seq: 10, at: 9, kind: "moon-rose" },
  ];
  const path = join(runs, "events.jsonl");
  writeFileSync(path, newer.map((event) => `${JSON.stringify(event)}\n`).join(""));
  const state = stateOf(startOf(["a"]));
  const before = structuredClone(state.accounts);
  for (const event of await readRunLog(path)) state.apply(event);
  expect(state.accounts).toEqual(before);
});

test("a last line that lacks nothing but its end counts", async () => {
  const path = join(runs, "events.jsonl");
  const event = { seq: 0, at: 1, ...ready } satisfies RunEvent;
  writeFileSync(path, JSON.stringify(event));
  expect(await readRunLog(path)).toEqual([event]);
});

test.each(["null", "3", "{}", '{"kind":1,"at":1}'])("a line %s is not an event", async (line) => {
  const path = join(runs, "events.jsonl");
  writeFileSync(path, `${line}\n`);
  await expect(readRunLog(path)).rejects.toMatchObject({ code: "RUN_LOG_BROKEN" });
});

test("latest is the run that was started last, and nothing else is left beside the runs", () => {
  for (const run of ["r1", "r2"]) {
    const log = RunLog.open({ directory: join(runs, run) });
    log.append({ ...ready, account: run });
    log.close();
  }
  expect(readFileSync(join(runs, "latest", "events.jsonl"), "utf8")).toContain('"r2"');
  expect(readdirSync(runs).sort()).toEqual(["latest", "r1", "r2"]);
});

test("a folder that cannot be written is said so", () => {
  writeFileSync(join(runs, "file"), "");
  expect(() => RunLog.open({ directory: join(runs, "file", "r1") })).toThrow(
    expect.objectContaining({ code: "RUN_LOG_NOT_WRITABLE" }),
  );
});

test("every one of ten thousand events is in the log", async () => {
  const log = RunLog.open({ directory: join(runs, "r1") });
  for (let i = 0; i < 10_000; i++) log.append(ready);
  log.close();
  expect(await readRunLog(join(runs, "r1", "events.jsonl"))).toHaveLength(10_000);
});
