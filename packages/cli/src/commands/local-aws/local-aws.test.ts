import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { callProgram } from "../../testing/call-program.ts";
import { inEnvironment } from "../../testing/in-environment.ts";
import { realCli, startCli } from "../../testing/real-cli.ts";
import { TemporaryFolder } from "../../testing/temporary-folder.ts";

let folder: TemporaryFolder;
const running: Array<ReturnType<typeof startCli>> = [];
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(async () => {
  for (const child of running) child.kill("SIGKILL");
  await Promise.all(running.splice(0));
  folder.remove();
});

function start(...args: string[]): ReturnType<typeof startCli> {
  const child = startCli(["local-aws", ...args], { cwd: folder.path });
  running.push(child);
  return child;
}

/** The lines it prints, up to the one that matches. */
async function linesUntil(child: ReturnType<typeof startCli>, last: RegExp): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (last.test(line)) return lines;
  }
  throw new Error(`it ended without ${last}:\n${lines.join("\n")}`);
}

async function facts(child: ReturnType<typeof startCli>) {
  return JSON.parse((await linesUntil(child, /^\{/)).at(-1) ?? "");
}

/** A command on the pool of table `mine`, inside this process. */
async function poolCommand(env: Record<string, string>, ...args: string[]) {
  const restore = inEnvironment({ HOME: folder.path, ...env });
  return callProgram(["pool", ...args, "--table", "mine"], { cwd: folder.path, env: process.env }).finally(
    restore,
  );
}

test("it prints an environment that works as printed, with a filled pool, and ends with Ctrl-C", async () => {
  const aws = start("--accounts", "2");
  const lines = await linesUntil(aws, /Ctrl-C ends it/);
  const exported = lines.flatMap((line) => {
    const [, name, value] = /^ {2}export (\w+)=(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
  const status = await realCli(["pool", "status", "--table", "regatta"], {
    cwd: folder.path,
    env: Object.fromEntries(exported),
  });
  expect(status).toMatchObject({ exitCode: 0, stderr: "" });
  expect(status.stdout).toContain("2 accounts, 2 available");
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}regatta pool status --table regatta +# /));
  aws.kill("SIGINT");
  expect(await aws).toMatchObject({ exitCode: 0, stderr: "" });
});

test("--json prints the same for programs, and --no-pool leaves the pool to them", async () => {
  const { env, accounts, table } = await facts(start("--accounts", "1", "--no-pool", "--json"));
  expect(table).toBeUndefined();
  const { id, roleArn, externalId } = accounts[0];
  const pool = (...args: string[]) => poolCommand(env, ...args);
  expect((await pool("status")).exitCode).toBe(2);
  await pool("init");
  await pool("add", id, "--role", roleArn, "--external-id", externalId);
  expect((await pool("status")).stdout).toContain("1 available");
});

test("--state keeps the pool across restarts", async () => {
  const first = start("--accounts", "1", "--state", "kept", "--with-pool", "mine", "--json");
  const { env } = await facts(first);
  await poolCommand(env, "add", "219999999999", "--role", "Tests");
  first.kill("SIGTERM");
  expect((await first).exitCode).toBe(0);

  const again = await facts(start("--accounts", "1", "--state", "kept", "--with-pool", "mine", "--json"));
  const status = await poolCommand(again.env, "status");
  expect(status.stdout).toContain("2 accounts, 2 available");
});

test("a port that is taken", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as { port: number };
  try {
    const { exitCode, stderr } = await start("--port", String(port));
    expect(exitCode).toBe(2);
    expect(stderr).toContain("code: LOCAL_AWS_PORT_TAKEN");
    expect(stderr).toContain("next: Choose another port");
  } finally {
    other.close();
  }
});
