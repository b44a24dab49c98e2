import { XMLParser, XMLValidator } from "fast-xml-parser";
import type { PastRun, PastStart } from "./past-run.ts";

interface Suite {
  name?: string;
  timestamp?: string;
  testcase?: Array<{ file?: string }>;
  properties?: { property?: Array<{ name?: string; value?: string }> };
}

const lists = ["testsuite", "testcase", "property"];
// What failed tests printed is of no interest, and may be long.
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseAttributeValue: false,
  isArray: (name) => lists.includes(name),
  stopNodes: ["*.failure", "*.error", "*.system-out", "*.system-err"],
});

/**
 * What a JUnit report tells of what a run ran: of Regatta's own, accounts and the order of starts; of another one only
 * files. A report has one start of each file, its last. Pure.
 * @throws Error that says what is wrong with it, in a part of a sentence.
 */
export function pastRunOfJUnit(xml: string): PastRun {
  const valid = XMLValidator.validate(xml);
  if (valid !== true) throw new Error(`is not XML: ${valid.err.msg} (line ${valid.err.line})`);
  const { testsuites } = parser.parse(xml) as { testsuites?: { testsuite?: Suite[] } | "" };
  if (testsuites === undefined) throw new Error("is not a JUnit report: it has no <testsuites>");
  const suites = testsuites === "" ? [] : (testsuites.testsuite ?? []);
  const runId = suites.map((suite) => propertyOf(suite, "regatta.run")).find((id) => id !== undefined);
  const wasStarted = (suite: Suite) => propertyOf(suite, "regatta.attempts") !== "0";
  return {
    ...(runId === undefined ? {} : { runId }),
    starts: suites
      .filter(wasStarted)
      .flatMap(startOf)
      .sort((a, b) => a.at - b.at),
    neverStarted: suites.filter((suite) => !wasStarted(suite)).flatMap((suite) => fileOf(suite) ?? []),
  };
}

function startOf(suite: Suite): PastStart[] {
  const file = fileOf(suite);
  if (file === undefined) return [];
  const account = propertyOf(suite, "regatta.account");
  return [{ file, ...(account === undefined ? {} : { account }), at: startedAt(suite) }];
}

// jest-junit's timestamps are whole seconds of UTC, and do not say so; ours has the rest beside it.
function startedAt(suite: Suite): number {
  const at = Date.parse(propertyOf(suite, "regatta.started") ?? `${suite.timestamp ?? ""}Z`);
  return Number.isFinite(at) ? at : 0;
}

function fileOf({ testcase = [], name }: Suite): string | undefined {
  return testcase.find(({ file }) => file)?.file ?? (name?.match(/\.[cm]?[jt]sx?$/) ? name : undefined);
}

function propertyOf({ properties }: Suite, wanted: string): string | undefined {
  return properties?.property?.find(({ name }) => name === wanted)?.value;
}
