// The lines of `output.emf` of random runs, against the JSON schema that CloudWatch's specification of the embedded metric
// format had, as AWS's own Lambda Powertools bring it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { built, root } from "../bench/built.mjs";
import { installFromPyPi, wheelFromPyPi } from "./installed.mjs";
import { CHECK_JSON_SCHEMA } from "./recipes.mjs";

// The last minor version with the schema.
const PACKAGE = "aws-lambda-powertools==1.10.0";
const SCHEMA = "aws_lambda_powertools/metrics/schema.json";
const RANDOM_RUNS = 300;

export async function validateEmf() {
  const schema = JSON.parse(readFileSync(join(wheelFromPyPi("emf", PACKAGE, "under 1 MB"), SCHEMA), "utf8"));
  const check = join(installFromPyPi("recipes", ...CHECK_JSON_SCHEMA), "bin", "check-jsonschema");
  const folder = mkdtempSync(join(tmpdir(), "regatta-compat-"));
  const path = (name) => join(folder, name);
  const isValid = (lines) => {
    writeFileSync(path("lines.json"), JSON.stringify(lines));
    const args = ["--schemafile", path("schema.json"), path("lines.json")];
    return spawnSync(check, args, { encoding: "utf8" });
  };
  try {
    // Its names are of the time of draft 7.
    const $schema = "http://json-schema.org/draft-07/schema#";
    writeFileSync(path("schema.json"), JSON.stringify({ $schema, type: "array", items: schema }));
    const lines = await linesOfRuns(path("run.emf.jsonl"));
    const { status, stdout } = isValid(lines);
    if (status !== 0) console.error(stdout);
    console.log(
      `${lines.length} lines of ${RANDOM_RUNS} runs, ${status === 0 ? "no" : "with"} complaints of the schema`,
    );
    // The check is checked: a unit that is none must be complained of.
    const [first] = structuredClone(lines);
    first._aws.CloudWatchMetrics[0].Metrics[0].Unit = "Furlongs";
    return status === 0 && isValid([first]).status !== 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function linesOfRuns(path) {
  const [{ randomLog }, { writeEmf }] = await Promise.all([
    import(join(root, "packages/telemetry/dist/testing/random-log.js")),
    built("telemetry"),
  ]);
  const lines = [];
  for (const events of fc.sample(randomLog, RANDOM_RUNS)) {
    await writeEmf(events, path);
    const written = readFileSync(path, "utf8").split("\n").filter(Boolean);
    for (const line of written) lines.push(JSON.parse(line));
  }
  return lines;
}
