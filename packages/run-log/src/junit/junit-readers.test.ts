import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parse as junit2json, type TestSuites } from "junit2json";
import { validateXML } from "xmllint-wasm";
import type { RunEventInput } from "../events/run-event.ts";
import { isGreen } from "../state/file-verdict.ts";
import { everyOutcome } from "../testing/every-outcome.ts";
import { JUnitFolder } from "../testing/junit-report.ts";
import { randomRun } from "../testing/random-run.ts";
import { stateOf } from "../testing/sample-run.ts";

let folder: JUnitFolder;
beforeAll(() => {
  folder = new JUnitFolder();
});
afterAll(() => folder.remove());

const schema = {
  fileName: "junit-schema.xsd",
  contents: readFileSync(new URL("../testing/junit-schema.xsd", import.meta.url), "utf8"),
};

/** What libxml2 finds wrong with reports. */
async function problemsOf(...reports: string[]): Promise<string[]> {
  const xml = reports.map((contents, i) => ({ fileName: `report-${i}.xml`, contents }));
  const { errors } = await validateXML({ xml, schema: [schema], extension: "schema" });
  return errors.map(({ rawMessage }) => rawMessage);
}

test("the report of a run in which files end in every way is valid against the schema, and one that is not is found", async () => {
  const report = await folder.textOf(everyOutcome);
  expect(await problemsOf(report)).toEqual([]);
  // Only where the CI is known to want it.
  expect(await problemsOf(await folder.textOf(everyOutcome, { caseFiles: true }))).not.toEqual([]);
});

test("whatever is printed, said or named, and however much, libxml2 finds the report valid", async () => {
  const anything = fc.oneof(
    fc.string({ unit: "binary", maxLength: 30 }),
    fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 30 })
      .map((codes) => String.fromCharCode(...codes)),
    fc.constantFrom(
      "]]>",
      "<![CDATA[",
      "</testcase>",
      "<skipped/>",
      "&",
      "&#0;",
      "\ud83d",
      "\udca9",
      "\ufffe",
      "\u001b[2J",
    ),
    fc.string({ unit: "binary", maxLength: 5 }).map((text) => `${text}\ud83d\udca9`.repeat(8_000)),
  );
  const texts = fc.sample(fc.tuple(anything, anything, anything), { numRuns: 25, seed: 6 });
  const reports: string[] = [];
  for (const [name, said, printed] of texts) {
    const events = JSON.stringify(everyOutcome, (key, value) => {
      if (key === "title" || key === "ancestors") return key === "title" ? name : [said, name];
      if (key === "message" || key === "reason" || key === "console") return printed;
      if (key === "failureMessages" && value.length > 0) return [said, printed];
      return value === "mixed.js" ? `mixed${name}` : value;
    });
    reports.push(await folder.textOf(JSON.parse(events) as RunEventInput[]));
  }
  expect(await problemsOf(...reports)).toEqual([]);
});

test("another reader of JUnit counts what the run counted", async () => {
  const runs = [everyOutcome, ...fc.sample(randomRun, { numRuns: 30, seed: 6 })];
  for (const events of runs) {
    const state = stateOf(events);
    const read = (await junit2json(await folder.textOf(events))) as TestSuites;
    const own = [...state.files.values()].filter(({ elsewhere }) => elsewhere?.verdict === undefined);
    const red = (read.testsuite ?? []).filter(({ failures = 0, errors = 0 }) => failures + errors > 0);
    expect((read.testsuite ?? []).map(({ name }) => name)).toEqual(own.map(({ file }) => file));
    expect(red.map(({ name }) => name)).toEqual(
      own.filter((file) => !isGreen(state.verdictOf(file))).map(({ file }) => file),
    );
    const cases = (read.testsuite ?? []).flatMap(({ testcase = [] }) => testcase);
    expect([read.tests, read.failures, read.errors]).toEqual([
      cases.length,
      cases.filter(({ failure }) => failure).length,
      cases.filter(({ error }) => error).length,
    ]);
  }
});

test("its cases are those of the results, by how they went", async () => {
  const { testsuite = [] } = (await junit2json(await folder.textOf(everyOutcome))) as TestSuites;
  const totals = Object.fromEntries(
    testsuite.map(({ name, tests, failures, errors, skipped }) => [name, [tests, failures, errors, skipped]]),
  );
  // Tests, failures, errors, skipped.
  expect(totals).toEqual({
    "passed.js": [1, 0, 0, 0],
    "mixed.js": [7, 2, 0, 2],
    "all-skipped.js": [1, 0, 0, 1],
    "no-tests.js": [1, 0, 0, 1],
    "flaky.js": [1, 0, 0, 0],
    "flaky-crash.js": [1, 0, 0, 0],
    "failed-again.js": [1, 1, 0, 0],
    "crashed-then-failed.js": [1, 1, 0, 0],
    "crashed-again.js": [1, 0, 1, 0],
    "timed-out.js": [1, 0, 1, 0],
    "quarantined.js": [1, 0, 0, 1],
    "quarantined-crash.js": [1, 0, 0, 1],
    "hook.js": [2, 1, 0, 0],
    "did-not-load.js": [1, 0, 1, 0],
    "under-way.js": [1, 0, 1, 0],
    "cut-off.js": [1, 0, 1, 0],
    "never-run.js": [1, 0, 1, 0],
    "not-started.js": [1, 0, 1, 0],
  });
});
