import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { execa } from "execa";
import { TempFolders } from "../testing/temp-folders.ts";
import { type RunToolOptions, runTool } from "./run-tool.ts";
import type { ToolCommand } from "./tool-command.ts";

const folders = new TempFolders();
afterAll(() => folders.removeAll());
const path = { PATH: process.env.PATH ?? "" };

async function command(script: string, special: Partial<ToolCommand> = {}): Promise<ToolCommand> {
  const cwd = await folders.plain({});
  const args = ["-c", script];
  return { title: "the tool", file: "sh", args, env: path, cwd, install: "Install it.", ...special };
}

function run(command: ToolCommand, special: Partial<RunToolOptions> = {}) {
  const { signal = new AbortController().signal, ...rest } = special;
  return runTool({ command, account: "210000000001/eu-west-1", stackName: "orders", signal, ...rest });
}

/** Resolves once a file of this name has been written whole (its last character is a newline). */
async function written(folder: string, name: string): Promise<string> {
  for (;;) {
    const text = await readFile(join(folder, name), "utf8").catch(() => "");
    if (text.endsWith("\n")) return text.trim();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A zombie is dead, though nobody has asked for its exit code yet. */
async function isAlive(pid: string): Promise<boolean> {
  const { stdout } = await execa("ps", ["-o", "stat=", "-p", pid], { reject: false });
  return stdout !== "" && !stdout.startsWith("Z");
}

test("a tool runs in its folder, with the environment it is given and no other, and nothing to read", async () => {
  const told = await command('pwd; echo "$GIVEN,$HOME,$REGATTA_UNKNOWN"; cat', {
    env: { ...path, GIVEN: "given" },
  });
  expect(await run(told)).toBe(`${told.cwd}\ngiven,,\n`);
});

test("a failure shows the tool's last lines without colours, and where it was", async () => {
  const failing = await command(
    "seq 1 5000; printf '\\033[31mno\\033[0m such thing\\n'; echo token=sesame; exit 3",
    { env: { ...path, AWS_CONTAINER_AUTHORIZATION_TOKEN: "sesame" } },
  );
  const error = await run(failing).catch((thrown) => thrown);
  expect(error).toMatchObject({
    code: "DEPLOY_FAILED",
    account: "210000000001/eu-west-1",
    stackName: "orders",
    nextStep: expect.stringContaining(failing.cwd),
  });
  const [first, ...lines] = error.message.split("\n");
  expect(first).toBe("the tool ended with exit code 3.");
  expect(lines).toHaveLength(20);
  expect(lines[0]).toBe("4983");
  expect(lines.slice(-2)).toEqual(["no such thing", "token=<AWS_CONTAINER_AUTHORIZATION_TOKEN>"]);
});

test("what a tool prints is told line by line as it comes, without colours and secrets", async () => {
  const lines: string[] = [];
  const told = await command(
    "printf 'one\\n\\n\\033[31mtw'; printf 'o\\033[0m\\r\\ntoken=sesame\\nlast'; exit 0",
    { env: { ...path, AWS_CONTAINER_AUTHORIZATION_TOKEN: "sesame" } },
  );
  await run(told, { onLine: (line) => lines.push(line) });
  expect(lines).toEqual(["one", "two", "token=<AWS_CONTAINER_AUTHORIZATION_TOKEN>", "last"]);
});

test("a tool that somebody kills, or that says nothing, has failed too", async () => {
  await expect(run(await command("kill -KILL $$"))).rejects.toMatchObject({
    message: "the tool ended with signal SIGKILL, and printed nothing.",
  });
});

test("a tool that is not installed says how to install it", async () => {
  const missing = await command("", { file: "regatta-no-such-tool" });
  await expect(run(missing)).rejects.toMatchObject({
    code: "TOOL_NOT_FOUND",
    nextStep: "Install it.",
    message: expect.stringContaining(missing.cwd),
  });
});

test("the tool of the nearest node_modules goes before the one on the PATH", async () => {
  const project = await folders.plain({
    "node_modules/.bin/sh": "#!/bin/sh\necho the one of the project\n",
    "services/orders/readme": "",
  });
  const local = await command("echo the one on the PATH", { cwd: join(project, "services/orders") });
  expect(await run(local)).toBe("the one of the project\n");
});

test("cutting a tool off lets it clean up, and ends what it has started, however deep", async () => {
  const script = `
    trap 'echo cleaned > cleaned; exit 0' TERM
    (trap '' TERM; sh -c 'echo $$ > deaf; while :; do sleep 5; done') &
    echo $! > child
    while :; do sleep 0.05; done`;
  const endless = await command(script);
  const cut = new AbortController();
  const running = run(endless, { signal: cut.signal, graceMs: 300 });
  const pids = await Promise.all(["deaf", "child"].map((name) => written(endless.cwd, name)));
  expect(await Promise.all(pids.map(isAlive))).toEqual([true, true]);
  const reason = new Error("the lease is lost");
  cut.abort(reason);
  await expect(running).rejects.toBe(reason);
  expect(await readFile(join(endless.cwd, "cleaned"), "utf8")).toBe("cleaned\n");
  expect(await Promise.all(pids.map(isAlive))).toEqual([false, false]);
});

test("a tool that will not end does not outlive a process that quits at once", async () => {
  const stubborn = await command("trap '' TERM; echo $$ > pid; while :; do sleep 0.05; done");
  const regatta = execa(process.execPath, ["--input-type=module", "--eval", quitting], {
    env: { STUBBORN: JSON.stringify(stubborn) },
    reject: false,
  });
  const pid = await written(stubborn.cwd, "pid");
  expect((await regatta).exitCode).toBe(130);
  while (await isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 10));
});

/** Starts a tool, is interrupted when that is ready, and quits before it has ended. */
const quitting = `
  import { existsSync } from "node:fs";
  const { runTool } = await import(${JSON.stringify(new URL("../../dist/tools/run-tool.js", import.meta.url).href)});
  const command = JSON.parse(process.env.STUBBORN);
  const stop = new AbortController();
  runTool({ command, account: "210000000001/eu-west-1", stackName: "orders", signal: stop.signal });
  setInterval(() => {
    if (stop.signal.aborted) process.exit(130);
    if (existsSync(command.cwd + "/pid")) stop.abort(new Error("interrupted"));
  }, 20);`;

test("a tool that ends leaves nothing running behind it, and is not waited for by its pipes", async () => {
  const leaving = await command(
    "sh -c 'echo $$ > left; sleep 600' & while [ ! -s left ]; do sleep 0.02; done",
  );
  await run(leaving);
  expect(await isAlive(await written(leaving.cwd, "left"))).toBe(false);
});

test("nothing is started once the signal has aborted", async () => {
  const late = await command("echo > ran");
  await expect(run(late, { signal: AbortSignal.abort(new Error("over")) })).rejects.toThrow("over");
  await expect(readFile(join(late.cwd, "ran"))).rejects.toMatchObject({ code: "ENOENT" });
});
