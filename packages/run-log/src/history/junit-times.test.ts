import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { writeJUnit } from "../junit/write-junit.ts";
import { ended, startOf, stateOf } from "../testing/sample-run.ts";
import { junitTimes } from "./junit-times.ts";
import { readTimings, timingsOf } from "./read-timings.ts";

const directory = mkdtempSync(join(tmpdir(), "regatta-timings-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test("a report of jest-junit names its files by attribute, and a suite's time is with its hooks", () => {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="jest tests" tests="3" failures="1" errors="0" time="9.1">
      <testsuite name="orders" errors="0" failures="0" skipped="0" tests="2" time="6.5">
        <testcase classname="orders pays" name="orders pays" time="1.5" file="tests/orders.test.ts"></testcase>
        <testcase classname="orders &gt; refunds" name="refunds" time="2" file="tests/orders.test.ts"></testcase>
      </testsuite>
      <testsuite name="users" errors="0" failures="1" skipped="0" tests="1" time="0.25">
        <testcase classname="users" name="x" time="0.2" file="tests/users.test.ts">
          <failure>Error: expected &lt;a&gt; ]]&gt; ${"&lt;".repeat(3_000)}</failure>
        </testcase>
      </testsuite>
      <testsuite name="skipped" tests="1" skipped="1" time="0.1">
        <testcase classname="s" name="s" time="0" file="tests/skipped.test.ts"><skipped/></testcase>
      </testsuite>
    </testsuites>`;
  expect(junitTimes(xml)).toEqual([
    { path: "tests/orders.test.ts", ms: 6_500, outcome: "passed" },
    { path: "tests/users.test.ts", ms: 250, outcome: "failed" },
  ]);
});

test("as CircleCI takes them: cases of several files in one suite, a file in several, or a path as the name", () => {
  const xml = `<testsuites>
    <testsuite name="all" time="99">
      <testcase name="a" file="./a.test.js" time="1.25"/><testcase name="b" file="b.test.js" time="1,000.5"/>
      <testcase name="c" file="b.test.js" time="1"><error message="x"/></testcase>
    </testsuite>
    <testsuite name="more"><testsuite filepath="./a.test.js" time="2"><testcase name="d" time="2"/></testsuite></testsuite>
    <testsuite name="src/c.test.tsx" time="3"><testcase name="e" time="1"/></testsuite>
    <testsuite name="d"><testcase classname="src/d.test.mjs" name="f" time="4"/></testsuite>
  </testsuites>`;
  expect(junitTimes(xml)).toEqual([
    { path: "./a.test.js", ms: 3_250, outcome: "passed" },
    { path: "b.test.js", ms: 1_001_500, outcome: "failed" },
    { path: "src/c.test.tsx", ms: 3_000, outcome: "passed" },
    { path: "src/d.test.mjs", ms: 4_000, outcome: "passed" },
  ]);
  expect(junitTimes('<testsuites name="none"></testsuites>')).toEqual([]);
});

test("several reports, by path and glob; a file is found whatever folder its path was told from", async () => {
  const report = (file: string, time: number) =>
    `<testsuite name="s" time="${time}"><testcase name="a" file="${file}" time="0"/></testsuite>`;
  const named = { "one.xml": report("api/tests/a.test.ts", 1), "two.xml": report("api/tests/a.test.ts", 3) };
  for (const [name, xml] of Object.entries(named)) writeFileSync(join(directory, name), xml);
  const timings = await readTimings(["t*.xml", "one.xml", "one.xml"], directory);
  expect([...timings.keys()]).toEqual(["api/tests/a.test.ts"]);
  for (const path of ["api/tests/a.test.ts", "tests/a.test.ts", "repo/api/tests/a.test.ts"]) {
    expect(timingsOf(path, timings).map(({ ms }) => ms)).toEqual([3_000, 1_000]);
  }
  expect(timingsOf("other/a.test.ts", timings)).toEqual([]);
});

test("a report of Regatta's own names files as the next run will", async () => {
  const path = join(directory, "own.xml");
  const state = stateOf([
    ...startOf(["a.test.ts", "b.test.ts", "c.test.ts"]),
    ...ended("a.test.ts", "passed"),
    ...ended("b.test.ts", "failed", "no & <no>"),
  ]);
  await writeJUnit(state, { path });
  const timings = await readTimings(["own.xml"], directory);
  const of = (file: string) => timingsOf(file, timings).map(({ ms, outcome }) => [ms, outcome]);
  expect([of("a.test.ts"), of("b.test.ts"), of("c.test.ts")]).toEqual([[[5, "passed"]], [[5, "failed"]], []]);
});

test("what cannot be used is refused by path and reason", async () => {
  const files = {
    "broken.xml": "<testsuites><testsuite></testsuites>",
    "page.xml": "<html><body/></html>",
    "nameless.xml": '<testsuite name="s" time="1"><testcase classname="s" name="a" time="1"/></testsuite>',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  const refused = (named: string, reason: RegExp) =>
    expect(readTimings([named], directory)).rejects.toMatchObject({
      code: "TIMINGS_UNREADABLE",
      message: expect.stringMatching(reason),
    });
  await refused("broken.xml", /broken\.xml cannot be used: the file is not XML: .+ \(line 1\)\.$/);
  await refused("page.xml", /page\.xml cannot be used: the file is not a JUnit report/);
  await refused("nameless.xml", /names no test files \(jest-junit does with addFileAttribute\)/);
  await refused("gone.xml", /gone\.xml cannot be read: ENOENT/);
  await refused("gone-*.xml", /^No file matches --timings gone-\*\.xml\.$/);
});
