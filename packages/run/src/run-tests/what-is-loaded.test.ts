import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";

/** Says every module that is loaded, on standard error. */
const telling = `
  import { writeSync } from "node:fs";
  export function load(url, context, next) { writeSync(2, url + "\\n"); return next(url, context); }`;

const asUrl = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`;

test("a run's first look at the pool waits for nothing that only some runs need", async () => {
  const register = `import { register } from "node:module"; register(${JSON.stringify(asUrl(telling))});`;
  const run = new URL("../../dist/run-tests/conduct-run.js", import.meta.url).href;
  const args = [
    "--import",
    asUrl(register),
    "--input-type=module",
    "--eval",
    `import ${JSON.stringify(run)}`,
  ];
  const { stderr } = await promisify(execFile)(process.execPath, args, { maxBuffer: 4_000_000 });
  expect(stderr).toContain("/@aws-sdk/client-dynamodb/");
  for (const name of [
    "@aws-sdk/client-s3",
    "yazl",
    "execa",
    "@opentelemetry/api",
    "packages/report",
    "packages/stats",
  ]) {
    expect(stderr).not.toContain(`/${name}/`);
  }
});
