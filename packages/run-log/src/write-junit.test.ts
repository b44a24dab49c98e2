import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import type { RunEventInput } from "./run-event.ts";
import { ended, startOf, stateOf } from "./testing/sample-run.ts";
import { writeJUnit } from "./write-junit.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "regatta-junit-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function reportOf(events: RunEventInput[]): Promise<string> {
  const path = join(folder, "new", "report.xml");
  await writeJUnit(stateOf(events), { path });
  return readFileSync(path, "utf8");
}

interface Case {
  "@_file": string;
  failure?: unknown;
  error?: unknown;
}

function cases(report: string): Case[] {
  const parsed = new XMLParser({
    ignoreAttributes: false,
    isArray: (name) => name === "testcase" || name === "testsuite",
  }).parse(report);
  return parsed.testsuites.testsuite.flatMap(({ testcase }: { testcase: Case[] }) => testcase);
}

test("every selected file has a case with its path: failed as failure; crashed, timed out, cut off and never run as error", async () => {
  const files = ["passed", "failed", "crashed", "timed-out", "never", "cut"];
  const [cutStarted] = ended("cut", "passed");
  const report = await reportOf([
    ...startOf(files),
    ...ended("passed", "passed"),
    ...ended("failed", "failed", "expected 1"),
    ...ended("crashed", "crashed", "exit 1"),
    ...ended("timed-out", "timed-out", "after 2 s"),
    { kind: "file-never-run", file: "never", reason: "no account was left" },
    cutStarted as RunEventInput,
  ]);
  const kinds = Object.fromEntries(
    cases(report).map((c) => [
      c["@_file"].split("/").at(-1),
      c.error !== undefined ? "error" : c.failure !== undefined ? "failure" : "passed",
    ]),
  );
  expect(kinds).toEqual({
    passed: "passed",
    failed: "failure",
    crashed: "error",
    "timed-out": "error",
    never: "error",
    cut: "error",
  });
  expect(report).toContain("no account was left");
});

test("no draft is left beside the report", async () => {
  await reportOf([...startOf(["a"]), ...ended("a", "passed")]);
  expect(readdirSync(join(folder, "new"))).toEqual(["report.xml"]);
});

test("the report is valid XML whatever a test prints", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => {
      const report = await reportOf([
        ...startOf(["a", "b"]),
        ...ended("a", "failed", `\u001b[31m${text}\u0000\ud800]]>`),
        ...ended("b", "crashed", text),
      ]);
      expect(XMLValidator.validate(report)).toBe(true);
      expect([...report].every((c) => c >= " " || c === "\n" || c === "\t" || c === "\r")).toBe(true);
    }),
    { numRuns: 50 },
  );
});
