import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { lockState } from "./state-lock.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "regatta-lock-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

test("a folder that was given back can be claimed again", () => {
  lockState(directory)();
  const release = lockState(directory);
  expect(readdirSync(directory)).toEqual([String(process.pid)]);
  release();
  expect(readdirSync(directory)).toEqual([]);
});

test("a folder a living process has claimed is refused, and its claim stays", () => {
  const living = String(process.ppid);
  writeFileSync(join(directory, living), "");
  expect(() => lockState(directory)).toThrow(`Another demo is running here (process ${living}).`);
  expect(readdirSync(directory)).toEqual([living]);
});

test("the claim of a process that died is cleared", () => {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  writeFileSync(join(directory, String(pid)), "");
  lockState(directory);
  expect(readdirSync(directory)).toEqual([String(process.pid)]);
});
