import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
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
  expect(await readRunLog(join(runs, "r1", "events.jsonl"))).toEqual([{ at: 7, ...ready }]);
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
