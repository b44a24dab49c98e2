import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
import { RunLog } from "../log/run-log.ts";
import { ended, startOf } from "../testing/sample-run.ts";
import { LiveJUnit } from "./live-junit.ts";

let folder: string;
let clock: ManualClock;
let log: RunLog;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "regatta-live-junit-"));
  path = join(folder, "report.xml");
  clock = new ManualClock();
  log = RunLog.open({ directory: join(folder, "runs/r1"), clock });
});
afterEach(() => {
  log.close();
  rmSync(folder, { recursive: true });
});

const verdicts = () =>
  [...readFileSync(path, "utf8").matchAll(/"regatta.verdict" value="([^"]*)"/g)].map(
    ([, verdict]) => verdict,
  );

/** Until it has written, and waits for more to happen. */
async function written(): Promise<void> {
  while (clock.sleeping === 0) await setImmediate();
}

test("what is known is written when the files are known, and then at most every five seconds", async () => {
  writeFileSync(path, "of an earlier run");
  const live = new LiveJUnit({ log, path, clock });
  for (const event of startOf(["a", "b"])) log.append(event);
  await written();
  expect(verdicts()).toEqual(["never-run", "never-run"]);
  for (const event of [...ended("a", "passed"), ...ended("b", "passed").slice(0, 1)]) log.append(event);
  await clock.advance(4_999);
  expect(verdicts()).toEqual(["never-run", "never-run"]);
  await clock.advance(1);
  await written();
  expect(verdicts()).toEqual(["passed", "cut-off"]);
  await live.close();
});

test("without news nothing is written, and after the end neither", async () => {
  const live = new LiveJUnit({ log, path, clock });
  for (const event of startOf(["a"])) log.append(event);
  await written();
  rmSync(path);
  await clock.advance(60_000);
  expect(existsSync(path)).toBe(false);
  await live.close();
  for (const event of ended("a", "passed")) log.append(event);
  await clock.advance(60_000);
  expect(existsSync(path)).toBe(false);
});

test("a report that cannot be written costs the run nothing", async () => {
  writeFileSync(join(folder, "file"), "");
  const live = new LiveJUnit({ log, path: join(folder, "file/report.xml"), clock });
  for (const event of startOf(["a"])) log.append(event);
  await written();
  await live.close();
});
