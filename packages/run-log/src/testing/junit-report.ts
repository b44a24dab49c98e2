import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { XMLParser } from "fast-xml-parser";
import type { RunEventInput } from "../events/run-event.ts";
import { type WriteJUnitOptions, writeJUnit } from "../junit/write-junit.ts";
import { stateOf } from "./sample-run.ts";

export interface ParsedCase {
  file?: string;
  classname: string;
  name: string;
  time: string;
  failure?: ParsedFailure;
  error?: ParsedFailure;
  skipped?: unknown;
  flakyFailure?: ParsedRerun;
  flakyError?: ParsedRerun;
  rerunFailure?: ParsedRerun;
  rerunError?: ParsedRerun;
}

export interface ParsedFailure {
  message: string;
  type: string;
  "#text": string;
}

export interface ParsedRerun {
  message: string;
  type: string;
  stackTrace: string;
  "system-out"?: string;
}

export interface ParsedSuite {
  name: string;
  file: string;
  time: string;
  tests: string;
  failures: string;
  errors: string;
  testcase: ParsedCase[];
  "system-out"?: string;
  properties: { property: Array<{ name: string; value: string }> };
}

export interface ParsedReport {
  name: string;
  time: string;
  testsuite: ParsedSuite[];
}

/** Writes reports into a folder of its own, and reads them as a stranger would. */
export class JUnitFolder {
  readonly path = mkdtempSync(join(tmpdir(), "regatta-junit-"));

  async textOf(events: RunEventInput[], how: Omit<WriteJUnitOptions, "path"> = {}): Promise<string> {
    const path = join(this.path, "new", "report.xml");
    await writeJUnit(stateOf(events), { ...how, path });
    return readFileSync(path, "utf8");
  }

  async reportOf(events: RunEventInput[], how: Omit<WriteJUnitOptions, "path"> = {}): Promise<ParsedReport> {
    return parsed(await this.textOf(events, how));
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}

const lists = ["testsuite", "testcase", "property"];

function parsed(report: string): ParsedReport {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "",
    parseAttributeValue: false,
    parseTagValue: false,
    trimValues: false,
    isArray: (name) => lists.includes(name),
  });
  return parser.parse(report).testsuites;
}

/** What a reader of JUnit makes of a case. */
export function kindOf({ error, failure, skipped }: ParsedCase): string {
  if (error !== undefined) return "error";
  if (failure !== undefined) return "failure";
  return skipped !== undefined ? "skipped" : "passed";
}
