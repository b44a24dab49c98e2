import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "@jest/globals";
import { findRun } from "./find-run.ts";
import { TemporaryFolder } from "./testing/temporary-folder.ts";

let folder: TemporaryFolder;
afterEach(() => folder.remove());

const OLD = "20260131T101500-aaaaaa";
const NEW = "20260131T101501-000000";

function find(run: string): Promise<string> {
  return findRun({ run, cwd: folder.path, outputDirectory: join(folder.path, ".regatta") });
}

function withRuns(...ids: string[]): void {
  folder = new TemporaryFolder(Object.fromEntries(ids.map((id) => [`.regatta/runs/${id}/events.jsonl`, ""])));
}

test("a run is found by its id, and the latest without a link to it", async () => {
  withRuns(NEW, OLD);
  expect(await find(OLD)).toBe(join(folder.path, ".regatta/runs", OLD));
  expect(await find("latest")).toBe(join(folder.path, ".regatta/runs", NEW));
});

test("a run is found by the beginning of its id, as long as no other begins so", async () => {
  withRuns(OLD, NEW);
  expect(await find("20260131T101501")).toBe(join(folder.path, ".regatta/runs", NEW));
  await expect(find("20260131")).rejects.toMatchObject({
    code: "RUN_NOT_FOUND",
    message: `2 runs in ${join(folder.path, ".regatta/runs")} begin with 20260131.`,
  });
});

test("the draft of a link that a killed run left behind is no run", async () => {
  withRuns(OLD, NEW);
  symlinkSync(NEW, join(folder.path, ".regatta/runs", `${NEW}.latest`));
  expect(await find("latest")).toBe(join(folder.path, ".regatta/runs", NEW));
});

test("a run is found by the path of its folder, wherever that is", async () => {
  folder = new TemporaryFolder({ "artifacts/run/events.jsonl": "" });
  expect(await find("artifacts/run")).toBe(join(folder.path, "artifacts/run"));
  expect(await find("./artifacts")).toBe(join(folder.path, "artifacts"));
  const events = "artifacts/run/events.jsonl";
  expect(await find(events)).toBe(join(folder.path, events));
});

test("an unknown run: the error names those there are, the last first", async () => {
  withRuns(OLD, NEW);
  await expect(find("nope")).rejects.toMatchObject({
    code: "RUN_NOT_FOUND",
    source: "user",
    nextStep: `Name one of these: ${NEW}, ${OLD}.`,
  });
});

test("no run at all", async () => {
  withRuns();
  await expect(find("latest")).rejects.toMatchObject({
    code: "RUN_NOT_FOUND",
    message: `There is no run in ${join(folder.path, ".regatta/runs")}.`,
  });
});
