import { asPath, type ParsedSuite, parseJUnit, pathOf } from "../junit/parse-junit.ts";
import type { PastRun, PastStart } from "./past-run.ts";

/**
 * What a JUnit report tells of what a run ran: of Regatta's own, accounts and the order of starts; of another one only
 * files. A report has one start of each file, its last. Pure.
 * @throws Error that says what is wrong with it, in a part of a sentence.
 */
export function pastRunOfJUnit(xml: string): PastRun {
  const suites = parseJUnit(xml).flatMap(innermost);
  const runId = suites.map((suite) => propertyOf(suite, "regatta.run")).find((id) => id !== undefined);
  const wasStarted = (suite: ParsedSuite) => propertyOf(suite, "regatta.attempts") !== "0";
  return {
    ...(runId === undefined ? {} : { runId }),
    starts: suites
      .filter(wasStarted)
      .flatMap(startOf)
      .sort((a, b) => a.at - b.at),
    neverStarted: suites.filter((suite) => !wasStarted(suite)).flatMap((suite) => fileOf(suite) ?? []),
  };
}

function startOf(suite: ParsedSuite): PastStart[] {
  const file = fileOf(suite);
  if (file === undefined) return [];
  const account = propertyOf(suite, "regatta.account");
  return [{ file, ...(account === undefined ? {} : { account }), at: startedAt(suite) }];
}

// jest-junit's timestamps are whole seconds of UTC, and do not say so; ours has the rest beside it.
function startedAt(suite: ParsedSuite): number {
  const at = Date.parse(propertyOf(suite, "regatta.started") ?? `${suite.timestamp ?? ""}Z`);
  return Number.isFinite(at) ? at : 0;
}

function fileOf(suite: ParsedSuite): string | undefined {
  const paths = (suite.testcase ?? []).map(pathOf);
  return pathOf(suite) ?? paths.find((path) => path !== undefined) ?? asPath(suite.name);
}

/** The suites that have cases of their own. */
function innermost(suite: ParsedSuite): ParsedSuite[] {
  const inner = (suite.testsuite ?? []).flatMap(innermost);
  return suite.testcase ? [...inner, suite] : inner;
}

function propertyOf({ properties }: ParsedSuite, wanted: string): string | undefined {
  return properties?.property?.find(({ name }) => name === wanted)?.value;
}
