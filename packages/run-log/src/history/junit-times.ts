import { asPath, type ParsedCase, type ParsedSuite, parseJUnit, pathOf } from "../junit/parse-junit.ts";

/** How long one file took by a JUnit report. */
export interface ReportedTime {
  /** As the report names it. */
  path: string;
  ms: number;
  outcome: "passed" | "failed";
}

/**
 * Reads how long test files took from a JUnit report: Regatta's own, jest-junit's, or one as CircleCI splits tests by.
 * A file is named by the attribute `file` or `filepath` of its suite or cases, or by a suite's name or a case's class
 * name where that is a path. A suite's own time counts where it is of one file: jest-junit's cases are without `beforeAll`.
 * @throws Error that says what is wrong with it, in a part of a sentence.
 */
export function junitTimes(xml: string): ReportedTime[] {
  const suites = parseJUnit(xml);
  const times = mergeTimes(suites.flatMap(timesOf));
  if (times.length === 0 && suites.some(hasCases)) {
    throw new Error("names no test files (jest-junit does with addFileAttribute)");
  }
  return times;
}

function timesOf(suite: ParsedSuite): ReportedTime[] {
  const inner = (suite.testsuite ?? []).flatMap(timesOf);
  if (isSkipped(suite)) return inner;
  const { testcase: cases = [] } = suite;
  const own = pathOf(suite) ?? asPath(suite.name);
  const paths = [...new Set(cases.flatMap((one) => pathOf(one) ?? own ?? asPath(one.classname) ?? []))];
  const [path = own, ...others] = paths;
  if (path === undefined) return inner;
  if (others.length === 0) {
    const ms = Math.max(msOf(suite), sumOf(cases));
    return [...inner, { path, ms, outcome: hasFailed(suite) ? "failed" : "passed" }];
  }
  const each = paths.map((one): ReportedTime => {
    const its = cases.filter((other) => (pathOf(other) ?? own ?? asPath(other.classname)) === one);
    return { path: one, ms: sumOf(its), outcome: its.some(caseFailed) ? "failed" : "passed" };
  });
  return [...inner, ...each];
}

/** Parts of one file, as in suites by `describe`, together. */
function mergeTimes(times: ReportedTime[]): ReportedTime[] {
  const merged = new Map<string, ReportedTime>();
  for (const { path, ms, outcome } of times) {
    const before = merged.get(path);
    const failed = outcome === "failed" || before?.outcome === "failed";
    merged.set(path, { path, ms: ms + (before?.ms ?? 0), outcome: failed ? "failed" : "passed" });
  }
  return [...merged.values()].filter(({ ms }) => ms > 0);
}

function hasCases({ testcase = [], testsuite = [] }: ParsedSuite): boolean {
  return testcase.length > 0 || testsuite.some(hasCases);
}

function isSkipped({ tests, skipped }: ParsedSuite): boolean {
  return skipped !== undefined && Number(skipped) > 0 && tests === skipped;
}

function hasFailed({ failures, errors, testcase = [] }: ParsedSuite): boolean {
  return Number(failures ?? 0) + Number(errors ?? 0) > 0 || testcase.some(caseFailed);
}

function caseFailed({ failure, error }: ParsedCase): boolean {
  return failure !== undefined || error !== undefined;
}

function sumOf(cases: readonly ParsedCase[]): number {
  return cases.reduce((sum, one) => sum + msOf(one), 0);
}

/** Seconds; some tools write them with commas between thousands. */
function msOf({ time }: { time?: string }): number {
  const ms = Number((time ?? "0").replaceAll(",", "")) * 1000;
  return Number.isFinite(ms) && ms > 0 ? ms : 0;
}
