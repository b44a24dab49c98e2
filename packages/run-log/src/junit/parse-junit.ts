import { XMLParser, XMLValidator } from "fast-xml-parser";

/** A case of a JUnit report, as far as anybody here reads it. */
export interface ParsedCase {
  file?: string;
  filepath?: string;
  classname?: string;
  /** Seconds. */
  time?: string;
  failure?: unknown;
  error?: unknown;
}

/** A suite of a JUnit report; every attribute is as it was written. */
export interface ParsedSuite extends Omit<ParsedCase, "failure" | "error"> {
  name?: string;
  timestamp?: string;
  tests?: string;
  skipped?: string;
  failures?: string;
  errors?: string;
  properties?: { property?: Array<{ name?: string; value?: string }> };
  testsuite?: ParsedSuite[];
  testcase?: ParsedCase[];
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
 * Reads the outermost suites of a JUnit report: its `<testsuite>`s, or the `<testsuites>` as one suite around them.
 * @throws Error that says what is wrong with it, in a part of a sentence.
 */
export function parseJUnit(xml: string): ParsedSuite[] {
  const valid = XMLValidator.validate(xml);
  if (valid !== true) throw new Error(`is not XML: ${valid.err.msg} (line ${valid.err.line})`);
  const root = parser.parse(xml) as { testsuites?: ParsedSuite | ""; testsuite?: ParsedSuite[] };
  if (root.testsuites === undefined && root.testsuite === undefined) {
    throw new Error("is not a JUnit report: it has no <testsuites> or <testsuite>");
  }
  return [...(root.testsuite ?? []), ...(root.testsuites ? [root.testsuites] : [])];
}

/** The test file a suite or a case says it is of. */
export function pathOf({ file, filepath }: Pick<ParsedCase, "file" | "filepath">): string | undefined {
  return file || filepath || undefined;
}

/** A name, where it is the path of a test file. */
export function asPath(name: string | undefined): string | undefined {
  return name !== undefined && /\.[cm]?[jt]sx?$/.test(name) ? name : undefined;
}
