import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Session } from "@regatta/accounts";
import { ManualClock, systemClock } from "@regatta/foundation";
import type { AccountContext } from "../account/account-context.ts";
import { runDataHook } from "../data/run-data-hook.ts";
import { type NukeOptions, nuke } from "../everything/nuke.ts";

let directory = "";
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "regatta-hook-"));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const account = { id: "210000000001", region: "eu-west-1" };
const session: Session = {
  account,
  credentials: async () => ({
    accessKeyId: "AKIDACCOUNT",
    secretAccessKey: "secret-of-the-account",
    sessionToken: "token-of-the-account",
    expiration: new Date(Date.now() + 3_600_000),
  }),
} as Session;

function world(clock: AccountContext["clock"] = systemClock) {
  const lines: string[] = [];
  const lost = new AbortController();
  const onEvent: AccountContext["onEvent"] = (event) => {
    if (event.kind === "tool-output") lines.push(event.line);
  };
  const context = { session, account, signal: lost.signal, clock, onEvent } as AccountContext;
  return { context, lines, lose: (reason: unknown) => lost.abort(reason) };
}

const env = { PATH: process.env.PATH, AWS_ACCESS_KEY_ID: "AKIDMACHINE", TABLE: "orders" };

test("the team's command is run by a shell in its folder, with the account's session and no other", async () => {
  const { context, lines } = world();
  const ask = `node -e 'fetch(process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI, { headers: { authorization: process.env.AWS_CONTAINER_AUTHORIZATION_TOKEN } }).then((r) => r.json()).then((c) => console.log(c.AccessKeyId))'`;
  const command = `pwd; echo "$REGATTA_ACCOUNT_ID $REGATTA_REGION $AWS_REGION $TABLE ($AWS_ACCESS_KEY_ID)"; ${ask}; echo "$AWS_CONTAINER_AUTHORIZATION_TOKEN" | wc -l`;
  await runDataHook(context, { command, directory, env });
  expect(lines.map((line) => line.trim())).toEqual([
    expect.stringMatching(`${directory}$`),
    "210000000001 eu-west-1 eu-west-1 orders ()",
    "AKIDACCOUNT",
    "1",
  ]);
});

test("a list is a program and its arguments, which no shell sees; what it prints has no secrets", async () => {
  const { context, lines } = world();
  const script = "console.log(process.argv[1], process.env.AWS_CONTAINER_AUTHORIZATION_TOKEN)";
  await runDataHook(context, { command: [process.execPath, "-e", script, "$HOME; exit 1"], directory, env });
  expect(lines).toEqual(["$HOME; exit 1 <AWS_CONTAINER_AUTHORIZATION_TOKEN>"]);
});

test("a command that fails is named with its last lines, one that is not there with what to do", async () => {
  const { context } = world();
  const failing = runDataHook(context, { command: "echo no such table; exit 4", directory, env });
  await expect(failing).rejects.toMatchObject({
    code: "DATA_HOOK_FAILED",
    account: "210000000001/eu-west-1",
    message: "echo no such table; exit 4 ended with exit code 4.\nno such table",
  });
  const missing = runDataHook(context, { command: ["regatta-no-such-program"], directory, env });
  await expect(missing).rejects.toMatchObject({ code: "TOOL_NOT_FOUND" });
});

const config: NukeOptions["config"] = {
  protectedAccounts: ["111111111111"],
  global: true,
  roles: [],
  keep: [],
  stacks: [],
  baseline: [],
  aliasCheck: true,
};

/** Puts a program named aws-nuke on a PATH of its own. */
async function nukeThat(script: string): Promise<NodeJS.ProcessEnv> {
  const bin = await mkdtemp(join(directory, "bin-"));
  await writeFile(join(bin, "aws-nuke"), `#!/bin/sh\n${script}\n`);
  await chmod(join(bin, "aws-nuke"), 0o755);
  return { PATH: `${bin}:${process.env.PATH}` };
}

test("aws-nuke gets its configuration in a file that goes with it, the session, and no one to ask", async () => {
  const { context, lines } = world();
  const env = await nukeThat(`
    echo "$@" > ${directory}/args; cat "$3" > ${directory}/config; stat -c %a "$3" > ${directory}/mode
    test -n "$AWS_CONTAINER_CREDENTIALS_FULL_URI" || exit 9
    echo 'noise'
    echo 'eu-west-1 - S3Bucket - s3://photos - [Name: "photos"] - removed'
    echo 'Nuke complete: 0 failed, 0 skipped, 1 finished.'`);
  const outcome = await nuke(context, { config: { ...config, aliasCheck: false }, env });
  expect(outcome).toEqual({ removed: ["eu-west-1 S3Bucket s3://photos"], remaining: [] });
  expect(lines).toEqual([
    'eu-west-1 - S3Bucket - s3://photos - [Name: "photos"] - removed',
    "Nuke complete: 0 failed, 0 skipped, 1 finished.",
  ]);
  const args = (await readFile(join(directory, "args"), "utf8")).trim().split(" ");
  expect([args[0], args[1], ...args.slice(3)].join(" ")).toBe(
    "run --config --no-prompt --prompt-delay 3 --quiet --log-disable-colors --max-wait-retries 360 --no-alias-check --no-dry-run",
  );
  expect(await readFile(join(directory, "config"), "utf8")).toContain('accounts:\n  "210000000001":');
  expect((await readFile(join(directory, "mode"), "utf8")).trim()).toBe("600");
  await expect(readFile(args[2] ?? "")).rejects.toMatchObject({ code: "ENOENT" });
});

test("a dry run of aws-nuke is one, with the alias check; what it cannot remove is named; where it is to be had too", async () => {
  const { context } = world();
  const dry = await nukeThat(`echo "$@" > ${directory}/args`);
  await nuke(context, { config, env: dry, dryRun: true });
  expect(await readFile(join(directory, "args"), "utf8")).not.toMatch(/no-dry-run|no-alias-check/);
  const stuck = await nukeThat("echo 'eu-west-1 - EC2VPC - vpc-1 - [] - waiting for removal'; exit 1");
  await expect(nuke(context, { config, env: stuck })).rejects.toMatchObject({
    code: "NUKE_FAILED",
    message: "aws-nuke left behind:\n  eu-west-1 EC2VPC vpc-1: it was still being removed",
  });
  const refused = await nukeThat("echo 'Error: specified account does not have an alias'; exit 1");
  await expect(nuke(context, { config, env: refused })).rejects.toMatchObject({
    code: "NUKE_FAILED",
    message: expect.stringContaining("does not have an alias"),
  });
  await expect(nuke(context, { config, env: { PATH: directory } })).rejects.toMatchObject({
    code: "TOOL_NOT_FOUND",
    nextStep: expect.stringContaining("ekristen/aws-nuke"),
  });
});

const endless = "echo $$ > pid; echo ready; trap '' TERM; while :; do sleep 0.05; done";

test("a command that takes too long is ended with all it started", async () => {
  const clock = new ManualClock();
  const { context, lines } = world(clock);
  const running = runDataHook(context, { command: endless, directory, env, timeoutMs: 60_000 });
  const outcome = running.catch((error: unknown) => error);
  await ready(lines);
  await clock.advance(60_000);
  const over = advancing(clock);
  expect(await outcome).toMatchObject({
    code: "DATA_HOOK_TIMED_OUT",
    message: expect.stringContaining("60 s"),
  });
  over();
  expect(await isAlive()).toBe(false);
});

test("a lost lease ends the command", async () => {
  const clock = new ManualClock();
  const { context, lines, lose } = world(clock);
  const outcome = runDataHook(context, { command: endless, directory, env }).catch((error: unknown) => error);
  await ready(lines);
  const lost = new Error("the lease is lost");
  lose(lost);
  const over = advancing(clock);
  expect(await outcome).toBe(lost);
  over();
  expect(await isAlive()).toBe(false);
});

async function ready(lines: string[]): Promise<void> {
  while (!lines.includes("ready")) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Lets the time pass that a process has for ending by itself. */
function advancing(clock: ManualClock): () => void {
  const timer = setInterval(() => void clock.advance(1_000), 5);
  return () => clearInterval(timer);
}

/** A zombie is dead, though nobody has asked for its exit code yet. */
async function isAlive(): Promise<boolean> {
  const pid = (await readFile(join(directory, "pid"), "utf8")).trim();
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return stat !== "" && !/^\d+ \(.*\) [ZX]/.test(stat);
}
