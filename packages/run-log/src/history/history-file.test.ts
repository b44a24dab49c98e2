import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
import { HistoryFile } from "./history-file.ts";
import type { PastResult } from "./past-result.ts";

const DAY_MS = 86_400_000;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "regatta-history-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const result = (runId: string, at: number): PastResult => ({
  ms: 5,
  outcome: "passed",
  attempt: 1,
  runId,
  at,
});

test("the last ten results of each name are kept, for half a year, whole or not at all", async () => {
  const clock = new ManualClock(0);
  const path = join(folder, "times", "files.json");
  const file = new HistoryFile({ path, clock });
  expect(await file.read()).toEqual(new Map());
  await file.record(new Map([["gone.js", [result("r0", 0)]]]));
  for (let run = 1; run <= 12; run++) {
    await file.record(new Map([["a.js", [result(`r${run}`, 100 * DAY_MS + run)]]]));
  }
  const kept = await file.read();
  expect(kept.get("a.js")?.map(({ runId }) => runId)).toEqual(
    Array.from({ length: 10 }, (_, i) => `r${i + 3}`),
  );
  expect(kept.has("gone.js")).toBe(true);
  await clock.advance(200 * DAY_MS);
  await file.record(new Map([["a.js", [result("r13", 200 * DAY_MS)]]]));
  expect([...(await file.read()).keys()]).toEqual(["a.js"]);
  expect(readdirSync(join(folder, "times"))).toEqual(["files.json"]);
});

test("a file that is torn counts as none, and a folder that cannot be made is said", async () => {
  writeFileSync(join(folder, "torn.json"), '[["a.js", [{');
  const torn = new HistoryFile({ path: join(folder, "torn.json") });
  expect(await torn.read()).toEqual(new Map());
  const placeless = new HistoryFile({ path: join(folder, "torn.json", "files.json") });
  await expect(placeless.record(new Map([["a", [result("r", 0)]]]))).rejects.toMatchObject({
    code: "TIMES_NOT_RECORDED",
  });
});
