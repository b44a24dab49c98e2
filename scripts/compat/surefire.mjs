// JUnit reports, read by Maven Surefire's own reader (Java 17, Maven): of runs in which files end in every way there is. The
// elements for flaky tests are Surefire's. Each case is to be what it is here: passed, flaky, failure, error or skipped.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "../bench/built.mjs";
import { installFromMaven } from "./installed.mjs";
import { reportsOfRuns } from "./junit.mjs";
import { MissingTool } from "./missing-tool.mjs";

const READER = "org.apache.maven.surefire:surefire-report-parser:3.5.2";
const program = fileURLToPath(new URL("surefire/ReadReports.java", import.meta.url));

export async function readBySurefire() {
  if (spawnSync("java", ["-version"]).status !== 0) throw new MissingTool("Java 17 or newer", "java");
  const jars = installFromMaven("surefire", READER, "under 1 MB");
  const reports = (await reportsOfRuns()).map((text, i) => [
    `report-${String(i).padStart(3, "0")}.xml`,
    text,
  ]);
  const written = reports.flatMap(([name, text]) => casesOf(text).map((one) => [name, ...one].join("\t")));
  const read = readAll(reports, jars);
  const differing = [
    ...written.filter((line) => !read.includes(line)),
    ...read.filter((line) => !written.includes(line)),
  ];
  for (const line of differing) console.error(line);
  const kinds = [...new Set(written.map((line) => line.split("\t").at(-1)))].sort();
  console.log(
    `${reports.length} reports, ${written.length} cases written, ${read.length} read: ${kinds.join(", ")}`,
  );
  console.log(`${differing.length} read as something else`);
  return written.sort().join() === read.sort().join() ? 0 : 1;
}

/** File and kind of each case, as an ordinary reader of XML has them. */
function casesOf(text) {
  const { XMLParser } = createRequire(join(root, "packages/run-log/package.json"))("fast-xml-parser");
  const isArray = (name) => name === "testsuite" || name === "testcase";
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "", isArray });
  const suites = parser.parse(text).testsuites.testsuite ?? [];
  return suites.flatMap(({ testcase = [] }) => testcase.map((one) => [one.classname, kindOf(one)]));
}

function kindOf({ error, failure, skipped, flakyFailure, flakyError }) {
  if (error !== undefined) return "error";
  if (failure !== undefined) return "failure";
  if (skipped !== undefined) return "skipped";
  return flakyFailure !== undefined || flakyError !== undefined ? "flaky" : "passed";
}

function readAll(reports, jars) {
  const folder = mkdtempSync(join(tmpdir(), "regatta-compat-"));
  try {
    for (const [name, text] of reports) writeFileSync(join(folder, name), text);
    const told = execFileSync("java", ["-cp", jars, program, folder], { encoding: "utf8" });
    return told.split("\n").filter(Boolean);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
