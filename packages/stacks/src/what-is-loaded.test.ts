import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";

/** Says every module that is loaded, on standard error. */
const telling = `
  import { writeSync } from "node:fs";
  export function load(url, context, next) { writeSync(2, url + "\\n"); return next(url, context); }`;

/** The packages from the registry that loading a face of this one, as it was built, loads. */
async function loadedBy(face: string): Promise<string[]> {
  const register = `import { register } from "node:module"; register(${JSON.stringify(asUrl(telling))});`;
  const load = `await import(${JSON.stringify(new URL(`../dist/${face}.js`, import.meta.url).href)});`;
  const args = ["--import", asUrl(register), "--input-type=module", "--eval", load];
  const { stderr } = await promisify(execFile)(process.execPath, args, { maxBuffer: 4_000_000 });
  const names = stderr.split("\n").map((url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1]);
  return [...new Set(names.flatMap((name) => name ?? []))];
}

const asUrl = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`;

// Together 150 ms that every run would wait for before its first look at the pool.
test("what only uploads and processes need is not loaded with the package", async () => {
  const loaded = await loadedBy("index");
  expect(loaded).toContain("@aws-sdk/client-cloudformation");
  for (const name of ["@aws-sdk/client-s3", "yazl", "execa"]) expect(loaded).not.toContain(name);
});

test("services and their fingerprints need no AWS SDK", async () => {
  const loaded = await loadedBy("services");
  expect(loaded).toContain("yaml");
  expect(loaded.filter((name) => /^@(aws-sdk|smithy|aws)\//.test(name))).toEqual([]);
});
