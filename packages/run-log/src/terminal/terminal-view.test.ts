import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
import fc from "fast-check";
import type { RunEventInput } from "../events/run-event.ts";
import { RunLog } from "../log/run-log.ts";
import { account, ended, endedIn, startOf } from "../testing/sample-run.ts";
import { Screen } from "../testing/screen.ts";
import { TerminalView } from "./terminal-view.ts";
import type { ViewDetail } from "./view-lines.ts";

let folder: string;
let clock: ManualClock;
let log: RunLog;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "regatta-view-"));
  newRun();
});
afterEach(() => {
  log.close();
  rmSync(folder, { recursive: true });
});

function newRun(): void {
  clock = new ManualClock(0);
  log = RunLog.open({ directory: join(folder, "run"), clock });
}

interface Surroundings {
  detail?: ViewDetail;
  isTTY?: boolean;
  env?: NodeJS.ProcessEnv;
  columns?: number;
  rows?: number;
}

async function show({ isTTY = true, env = {}, columns = 80, rows = 24, detail }: Surroundings = {}) {
  const screen = Object.assign(new Screen(columns, rows), { isTTY });
  const stream = screen as unknown as NodeJS.WriteStream;
  const view = await TerminalView.open({ stream, env, detail, clock });
  view.attach(log);
  return { screen, view };
}

function begin(files: string[]): void {
  for (const event of startOf(files)) log.append(event);
}

test("on a terminal the run is drawn in place, and only what went wrong stays as lines", async () => {
  const { screen, view } = await show();
  begin(["a", "b"]);
  await clock.advance(100);
  for (const event of [...ended("a", "failed", "no"), ...ended("b", "passed").slice(0, 1)]) log.append(event);
  await clock.advance(2_000);
  expect(screen.lines).toEqual([
    "00:00:00 run r1, pool default",
    `00:00:00 ${account} failed a in 0.0 s`,
    "████████░░░░░░░░ 1/2 files · 1 failed · 1 account · 2 s · about 0 s left",
    `  ${account}  2 s  b`,
  ]);
  view.finish("the end\n");
  expect(screen.lines.slice(2)).toEqual(["the end"]);
});

test("without news a frame is not written again, and there are no more than ten a second", async () => {
  const { screen, view } = await show();
  begin(["a"]);
  await clock.advance(100);
  const before = screen.written;
  await clock.advance(300);
  expect(screen.written).toBe(before);
  for (const event of ended("a", "passed")) log.append(event);
  expect(screen.written).toBe(before);
  await clock.advance(100);
  expect(screen.written).not.toBe(before);
  view.close();
});

test("the area is gone and the heartbeat ends when the view is closed", async () => {
  const { screen, view } = await show();
  begin(["a"]);
  await clock.advance(100);
  view.close();
  view.close();
  expect(screen.lines).toEqual(["00:00:00 run r1, pool default"]);
  expect(clock.sleeping).toBe(0);
});

test("whatever pieces Jest's output comes in, every line of it stands whole above the live area", async () => {
  const words = fc.stringMatching(/^[a-z ]{0,30}$/);
  const step = fc.oneof(
    words.map((text) => ({ text })),
    words.map((text) => ({ text: `${text}\n` })),
    fc.constant({ text: `${"wide ".repeat(40)}\n` }),
    fc.constant("frame" as const),
    fc.constant("news" as const),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.constantFrom(40, 80), async (steps, columns) => {
      newRun();
      const { screen, view } = await show({ columns });
      begin(["a"]);
      let output = "";
      for (const what of steps) {
        if (what === "frame") await clock.advance(1_000);
        else if (what === "news") log.append({ kind: "problem", code: "X", message: "news" });
        else {
          view.write(what.text);
          output += what.text;
        }
      }
      view.close();
      log.close();
      const plain = new Screen(columns, 24);
      plain.write(output.endsWith("\n") || output === "" ? output : `${output}\n`);
      const seen = screen.lines.filter((line) => !/^\d\d:\d\d:\d\d /.test(line));
      expect(seen.filter(Boolean)).toEqual(plain.lines.filter(Boolean));
      expect(screen.lines.filter((line) => line.endsWith("news [X]"))).toHaveLength(
        steps.filter((what) => what === "news").length,
      );
    }),
    { numRuns: 200 },
  );
});

test.each<[string, Surroundings]>([
  ["in a pipe", { isTTY: false }],
  ["in CI", { env: { CI: "true", NO_COLOR: "1" } }],
  ["on a dumb terminal", { env: { TERM: "dumb" } }],
])("%s there is a line for all that happens, and one on the progress every ten seconds", async (_, where) => {
  const { screen, view } = await show(where);
  begin(["a", "b"]);
  log.append({ kind: "deploy-started", account, service: "orders", stackName: "o", reason: "not deployed" });
  for (const event of ended("a", "timed-out")) log.append(event);
  log.append({ kind: "account-dirty", account, reason: "\u001b[31ma timed out\u001b[39m" });
  await clock.advance(25_000);
  view.finish("");
  expect(screen.lines).toEqual([
    "00:00:00 run r1, pool default",
    "00:00:00 2 test files",
    `00:00:00 ${account} leased`,
    `00:00:00 ${account} ready`,
    `00:00:00 ${account} deploys orders: not deployed`,
    `00:00:00 ${account} timed out a in 0.0 s`,
    `00:00:00 ${account} dirty: a timed out`,
    "00:00:10 1/2 files · 1 failed · 0 accounts · 10 s · about 0 s left",
    "00:00:20 1/2 files · 1 failed · 0 accounts · 20 s · about 0 s left",
  ]);
  expect(screen.written).not.toContain("\u001b");
  expect(view.color).toBe(false);
});

test("who waits in line says so when it changes, and once a minute; then as often as ever", async () => {
  const { screen, view } = await show({ isTTY: false, columns: 200 });
  for (const event of startOf(["a"]).slice(0, 2)) log.append(event);
  const waiting = { kind: "lease-waiting", reason: "all 8 accounts are leased", of: 3 } as const;
  log.append({ ...waiting, position: 3, estimateMs: 240_000 });
  await clock.advance(65_000);
  log.append({ ...waiting, position: 2, nextStep: "regatta clean" });
  await clock.advance(25_000);
  log.append({ kind: "lease-acquired", account, leaseId: "l", epoch: 1, expiresAt: 0 });
  await clock.advance(10_000);
  view.finish("");
  expect(screen.lines.slice(2)).toEqual([
    "00:00:00 waiting: place 3 of 3 in line, about 4 min 0 s: all 8 accounts are leased",
    "00:01:00 0/1 files · 0 accounts · waiting: place 3 of 3 in line, about 4 min 0 s: all 8 accounts are leased · 1 min 0 s",
    "00:01:05 waiting: place 2 of 3 in line: all 8 accounts are leased; next: regatta clean",
    `00:01:30 ${account} leased`,
    "00:01:40 deploying · 0/1 files · 1 account · 1 min 40 s",
  ]);
});

test("in a pipe what others say does not tear a line of Jest's", async () => {
  const { screen, view } = await show({ isTTY: false });
  view.write("PASS a.te");
  log.append({ kind: "account-ready", account });
  view.write("st.ts\n\u001b[31mRan all\u001b[39m");
  view.finish("the end\n");
  expect(screen.lines).toEqual([`00:00:00 ${account} ready`, "PASS a.test.ts", "Ran all", "the end"]);
});

test("NO_COLOR leaves a terminal live, and without colour", async () => {
  const { screen, view } = await show({ env: { NO_COLOR: "1" } });
  begin(["a"]);
  await clock.advance(100);
  expect(view.color).toBe(false);
  expect(screen.written).not.toContain("\u001b[2m");
  expect(screen.lines.at(-1)).toBe(`  ${account}  idle`);
  view.close();
});

test("a failure is told with the versions it met: first what is new there, then what its path speaks of", async () => {
  const { screen, view } = await show({ isTTY: false, columns: 200 });
  const services = ["a1", "a2", "a3", "a4", "orders", "web"];
  const fingerprints = Object.fromEntries(services.map((name, i) => [name, `${i}bcdef012345`]));
  log.append({ ...(startOf([])[0] as Extract<RunEventInput, { kind: "run-started" }>), fingerprints });
  for (const service of services.slice(0, 5)) log.append({ kind: "service-skipped", account, service });
  log.append({
    ...{
      kind: "deploy-finished",
      account,
      service: "web",
      stackName: "web",
      durationMs: 1,
      noUpdates: false,
    },
  });
  for (const event of ended("tests/orders/pay.test.ts", "failed", "no")) log.append(event);
  view.close();
  expect(screen.lines.slice(-2)).toEqual([
    `00:00:00 ${account} failed tests/orders/pay.test.ts in 0.0 s`,
    "00:00:00   against web 5bcdef0 new, orders 4bcdef0, a1 0bcdef0, a2 1bcdef0 and 2 more",
  ]);
});

test("a quiet view says what fails and how it ends, and every five minutes that it lives", async () => {
  const { screen, view } = await show({ detail: "quiet" });
  begin(["a", "b"]);
  view.write("PASS b\n");
  log.append({ kind: "deploy-started", account, service: "orders", stackName: "o", reason: "not deployed" });
  for (const event of ended("a", "failed")) log.append(event);
  await clock.advance(300_000);
  view.warn("Left behind\n");
  log.append({ kind: "run-finished", exitCode: 1, reason: "1 of 2 files failed" });
  view.finish("the end\n");
  expect(screen.lines).toEqual([
    `00:00:00 ${account} failed a in 0.0 s`,
    "00:05:00 1/2 files · 1 failed · 1 account · 5 min 0 s · about 0 s left",
    "Left behind",
    "the end",
  ]);
});

test("a quiet run that turns red without a failed file ends with Jest's own last words", async () => {
  const { screen, view } = await show({ detail: "quiet", isTTY: false });
  begin(["a"]);
  for (const event of ended("a", "passed")) log.append(event);
  view.write(`${Array.from({ length: 100 }, (_, i) => `line ${i}\n`).join("")}coverage is too low`);
  log.append({ kind: "run-finished", exitCode: 1, reason: "Jest ended with 1" });
  view.finish("the end\n");
  expect(screen.lines).toHaveLength(41);
  expect(screen.lines.slice(-2)).toEqual(["coverage is too low", "the end"]);
});

test("a verbose view has a line for every event, on a terminal too", async () => {
  const { screen, view } = await show({ detail: "verbose", columns: 120 });
  begin(["a"]);
  log.append({ kind: "worker-started", account, pid: 77 });
  for (const event of ended("a", "passed")) log.append(event);
  log.append({ kind: "jest-exited", code: 0, signal: null });
  view.close();
  expect(screen.lines.map((line) => line.slice(9))).toEqual([
    "run r1, pool default",
    "1 test file",
    `${account} leased`,
    `${account} ready`,
    `${account} has a worker, process 77`,
    `${account} runs a`,
    `${account} passed a in 0.0 s`,
    "Jest ended with 0",
  ]);
});

test("what goes wrong in every account for one reason is told in full once", async () => {
  const { screen, view } = await show({ isTTY: false, columns: 200 });
  begin(["a"]);
  const [one, other] = ["210000000001/eu-west-1", "210000000002/eu-west-1"];
  for (const where of [one, other]) {
    const failed = { kind: "deploy-failed", service: "base", stackName: "base", durationMs: 1 } as const;
    log.append({ ...failed, account: where, reason: "not authorized" });
    log.append({ kind: "service-blocked", account: where, service: "web", by: "base" });
    log.append({ kind: "account-dirty", account: where, reason: "deploying base: not authorized" });
  }
  log.append({ kind: "account-dirty", account: "210000000003/eu-west-1", reason: "a timed out" });
  view.close();
  expect(screen.lines.slice(-5).map((line) => line.slice(9))).toEqual([
    `${one} could not deploy base: not authorized`,
    `${one} dirty: deploying base: not authorized`,
    `${other} could not deploy base: as in ${one}`,
    `${other} dirty: as ${one}`,
    "210000000003/eu-west-1 dirty: a timed out",
  ]);
});

test("a wait is seen in the live area, and told in a line only where something can be done about it", async () => {
  const { screen, view } = await show({ columns: 80 });
  const [started, selected] = startOf(["a"]) as [RunEventInput, RunEventInput];
  for (const event of [started, selected]) log.append(event);
  const reason =
    "none of the 2 accounts is available: 2 leased (2 by anna by hand (looking into it) until 23:57 UTC)";
  log.append({ kind: "lease-waiting", reason, position: 1, of: 1 });
  await clock.advance(100);
  expect(screen.lines.slice(-2)).toEqual([
    "  waiting: place 1 of 1 in line: none of the 2 accounts is available: 2 leased",
    "  (2 by anna by hand (looking into it) until 23:57 UTC)",
  ]);
  log.append({ kind: "lease-waiting", reason: "8 dirty", nextStep: "regatta clean" });
  view.close();
  expect(screen.lines.slice(1)).toEqual(["00:00:00 waiting: 8 dirty; next: regatta clean"]);
});

test("what Jest says beside its tests is remembered, however it arrives and however little is shown", async () => {
  const { view } = await show({ isTTY: false, detail: "quiet" });
  const threshold = 'Jest: Coverage for lines (0%) does not meet "global" threshold (90%)';
  for (const piece of ["PASS a\n\u001b[31mJest: Cover", `${threshold.slice(11)}\u001b[39m\nJest tests\n`]) {
    view.write(piece);
  }
  view.write("Error: Jest: Got error running globalSetup\n".repeat(9));
  expect(view.complaints).toEqual([
    threshold,
    ...Array.from({ length: 4 }, () => "Error: Jest: Got error running globalSetup"),
  ]);
  view.close();
});

test("FORCE_COLOR colours what is in a pipe, lines stay plain but for what is red; NO_COLOR wins", async () => {
  const { screen, view } = await show({ isTTY: false, env: { FORCE_COLOR: "1" } });
  begin(["a"]);
  for (const event of ended("a", "failed")) log.append(event);
  view.close();
  expect(view.color).toBe(true);
  expect(screen.written.split("\u001b")).toHaveLength(3);
  for (const env of [{ FORCE_COLOR: "1", NO_COLOR: "1" }, { FORCE_COLOR: "0" }]) {
    const other = await show({ env });
    expect(other.view.color).toBe(false);
    other.view.close();
  }
});

test("the live area follows the size of the terminal", async () => {
  const { screen, view } = await show({ columns: 80 });
  begin(["a"]);
  await clock.advance(100);
  screen.resize(20);
  await clock.advance(100);
  expect(screen.lines.at(-1)).toBe(`  ${account}`.slice(0, 19).concat("…"));
  view.close();
});

test("of a terminal that is made narrower, again and again, nothing of the live area is left, and nothing else is lost", async () => {
  const { screen, view } = await show({ columns: 120, rows: 40 });
  const said = [`${"a".repeat(130)}b`, "c".repeat(70)];
  view.write(`${said.join("\n")}\n`);
  begin([`tests/${"long/".repeat(12)}a`, "b"]);
  for (const event of ended(`tests/${"long/".repeat(12)}a`, "passed").slice(0, 1)) log.append(event);
  for (const columns of [119, 100, 60, 90, 40, 200]) {
    await clock.advance(100);
    screen.resize(columns);
    // What is written before the next frame must find the area as the terminal has it now.
    if (columns === 60) view.write("between\n");
  }
  await clock.advance(100);
  expect(screen.lines.filter((line) => line.includes("files"))).toHaveLength(1);
  view.close();
  expect(screen.lines).toEqual([...said, "00:00:00 run r1, pool default", "between"]);
});

test.each([
  [80, 24],
  [200, 50],
])("200 accounts are drawn in place on %d columns and %d rows, below what failed", async (columns, rows) => {
  const { screen, view } = await show({ columns, rows });
  const files = Array.from({ length: 400 }, (_, i) => `tests/${"deep/".repeat(12)}${i}.test.ts`);
  begin(files);
  for (const [i, file] of files.entries()) {
    const where = `${210_000_000_001 + (i % 200)}/eu-west-1`;
    log.append({ kind: "account-ready", account: where });
    for (const event of endedIn(where, file, i % 100 === 99 ? "failed" : "passed")) log.append(event);
    log.append({ kind: "file-started", account: where, file, attempt: 2 });
    if (i % 20 === 0) await clock.advance(100);
  }
  await clock.advance(100);
  const failures = screen.lines.filter((line) => line.includes(" failed tests/"));
  expect(failures).toHaveLength(4);
  const frame = screen.lines.slice(screen.lines.findIndex((line) => line.includes("█")));
  expect(frame).toHaveLength(Math.min(12, rows / 2));
  expect(frame[0]).toContain("400/400 files · 4 failed · 200 accounts");
  view.close();
  expect(screen.lines.filter((line) => line.includes("█"))).toEqual([]);
});
