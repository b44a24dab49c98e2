import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { RegattaConfig } from "@regatta/config";
import { RegattaError } from "@regatta/foundation";
import { RunLog } from "@regatta/run-log";
import type { SharedFiles } from "./shared-files.ts";
import { takePart } from "./take-part.ts";

let folder: string;
let log: RunLog;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "regatta-part-"));
  log = RunLog.open({ directory: folder });
});
afterEach(() => {
  log.close();
  rmSync(folder, { recursive: true, force: true });
});

const files = ["a", "b", "c", "d"];
// This repository's own: it has a Jest.
const config = { tests: { directory: process.cwd() } } as RegattaConfig;

function refusing(code: string, source: "user" | "service"): SharedFiles {
  const join = async () => {
    throw new RegattaError("dynamodb:UpdateItem on table regatta: no.", {
      code,
      source,
      nextStep: "Allow it.",
    });
  };
  return { join, close: () => undefined } as unknown as SharedFiles;
}

function part(options: { shared?: SharedFiles; isFound?: boolean; args?: string[]; index?: number }) {
  const { shared, isFound = true, args = [], index = 2 } = options;
  const place = { index, of: 3, key: "k", isFound };
  return takePart({ place, shared, basis: { config }, args, log, files });
}

test("where the role may not write the queue each container has a fixed part, and is told what that costs", async () => {
  const shared = refusing("ACCESS_DENIED", "user");
  expect(await part({ shared })).toEqual({ files: ["b"], isShared: false });
  expect(await part({ shared, index: 1 })).toEqual({ files: ["a", "d"], isShared: false });
  expect(log.state.shard).toMatchObject({ index: 1, of: 3, files: 2, total: 4 });
  expect(log.state.problems[0]).toMatchObject({
    code: "FILES_NOT_SHARED",
    message: expect.stringMatching(
      /dynamodb:UpdateItem.* run by no other, and locks hold within each container only/,
    ),
    nextStep: "Allow it.",
  });
});

test("an account of one's own has no queue either", async () => {
  expect(await part({})).toEqual({ files: ["b"], isShared: false });
});

test("files that a CI has dealt out are not dealt out again", async () => {
  const shared = refusing("TABLE_NOT_FOUND", "user");
  expect(await part({ shared, args: ["--runTestsByPath", "a", "b"] })).toEqual({ files, isShared: false });
  expect(await part({ shared, args: ["--shard", "2/3"], isFound: false })).toEqual({
    files,
    isShared: false,
  });
  expect(log.state.shard).toBeUndefined();
  // Asked for in so many words they are.
  expect(await part({ shared, args: ["tests/"], isFound: false })).toEqual({ files: ["b"], isShared: false });
});

test("a table that only fails now is no reason to go on alone: others may share the files", async () => {
  await expect(part({ shared: refusing("AWS_FAILED", "service") })).rejects.toThrow("dynamodb:UpdateItem");
});
