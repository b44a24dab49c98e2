import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { execa } from "execa";

const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));
let state: string;

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), "regatta-demo-"));
});
afterEach(() => rmSync(state, { recursive: true }));

/** The demo as `npm run demo` starts it, with a state of its own. */
function demo(args: string[], env: Record<string, string> = {}) {
  const all = ["--state", state, "--accounts", "1", ...args];
  return execa(process.execPath, [main, ...all], { env: { CI: "true", ...env }, all: true, reject: false });
}

test("the second demo finds what the first deployed, and --fresh forgets it; a signal ends the run in order, and its account is dirty", async () => {
  const first = await demo(["settings/add-setting"]);
  expect(first.all).toContain("8 deployed, 0 skipped");
  const second = await demo(["--plan", "settings/add-setting"]);
  expect(second.all).toContain("skip all 8");
  expect([first.exitCode, second.exitCode]).toEqual([0, 0]);

  const run = demo(["--fresh", "shipping/slow-carrier"]);
  for await (const line of run.iterable({ from: "all" }))
    if (line.includes("deploys catalog")) run.kill("SIGINT");
  const { exitCode } = await run;
  expect(exitCode).toBe(130);
  const next = await demo(["--plan"]);
  expect(next.all).toContain("0 of 1 accounts are available");
}, 120_000);

test("two demos do not share a state", async () => {
  mkdirSync(join(state, "in-use"));
  writeFileSync(join(state, "in-use", String(process.pid)), "");
  const run = await demo([]);
  expect(run.all).toContain(`Another demo is running here (process ${process.pid})`);
  expect(run.exitCode).toBe(2);
});

test("the demo does not start where an endpoint is not this machine's", async () => {
  const run = await demo([], { AWS_ENDPOINT_URL_STS: "https://sts.eu-west-1.amazonaws.com" });
  expect(run.all).toContain("which is not http on this machine");
  expect(run.exitCode).toBe(2);
});
