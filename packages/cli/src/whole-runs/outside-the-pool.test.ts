import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "@jest/globals";
import { openSession, type PoolAccount } from "@regatta/accounts";
import type { LoggedRequest } from "@regatta/local-aws";
import { inEnvironment } from "../testing/in-environment.ts";
import { tamperedPool } from "../testing/tampered-pool.ts";
import { passingFiles } from "./testing/sample-project.ts";
import { sampleServices } from "./testing/templates.ts";
import { World } from "./testing/world.ts";

// Whatever the table or STS says, no command does anything in an account that is not the pool's.

const [own, victim] = ["210000000001", "210000000002"] as const;
const KEY = `${own}/eu-west-1`;
const { files, services } = sampleServices({ base: {} });
const common = { files: { ...files, ...passingFiles(1) }, accounts: 2, inPool: 0 };

let world: World;
let liar: Server | undefined;
afterEach(async () => {
  liar?.close();
  liar = undefined;
  await world.close();
});

/** What was asked for in an account, but of who its credentials are. */
function doneIn(account: string): LoggedRequest[] {
  return world.aws.requests.list({ account }).filter(({ service }) => service !== "sts");
}

/** Every command that works in accounts, one after the other: each is refused, and ends by itself. */
async function tryEverything(env: Record<string, string>, whole: string[][]): Promise<void> {
  expect(await world.callIn(env, "pool", "hold", KEY)).toMatchObject({ exitCode: 0 });
  for (const command of [
    ["pool", "shell", KEY, "--", "true"],
    ["pool", "console", KEY, "--print"],
  ]) {
    const { exitCode, stderr } = await world.callIn(env, ...command);
    expect(stderr).toContain("code: WRONG_ACCOUNT");
    expect(exitCode).toBe(2);
  }
  expect(await world.callIn(env, "pool", "release", KEY, "--clean")).toMatchObject({ exitCode: 0 });
  const shell = await world.callIn(env, "pool", "shell", KEY, "--lease", "--", "true");
  expect(shell.stderr).toContain("code: WRONG_ACCOUNT");
  await makeAvailable();
  for (const command of whole) {
    const ended = await world.callIn(env, ...command);
    expect(ended.output).toContain(KEY);
    expect(ended.code).toBe(3);
    await makeAvailable();
  }
  await world.callIn(env, "pool", "hold", KEY);
  await world.callIn(env, "pool", "release", KEY);
  const cleaned = await world.callIn(env, "clean", KEY);
  expect(cleaned.output).toContain(KEY);
  expect(cleaned.code).not.toBe(0);
  expect((await world.pool.list())[0]?.state).not.toBe("available");
}

async function makeAvailable(): Promise<PoolAccount> {
  const [account] = await world.pool.list();
  if (!account) throw new Error("the pool is empty");
  const cleaning = await world.pool.startCleaning({ account, runId: "c", holder: "c", durationMs: 60_000 });
  if (cleaning.kind === "cleaning") await cleaning.cleaning.cleaned();
  return account;
}

test("an entry of the table that names another account's role opens nothing", async () => {
  world = await World.start({ ...common, config: { services } });
  const [first, second] = world.aws.accounts;
  if (!first || !second) throw new Error("too few accounts");
  await tamperedPool(world.aws, { roleArn: { S: second.roleArn } }).add(first);
  await tryEverything({}, [["run"], ["pool", "warm"]]);
  expect(world.aws.requests.list({ account: victim })).toEqual([]);
  expect(doneIn(own)).toEqual([]);
});

test("an STS that answers with another account's credentials opens nothing", async () => {
  world = await World.start({ ...common, config: { services } });
  const [first] = world.aws.accounts;
  if (first) await world.pool.add(first);
  await tryEverything({ AWS_ENDPOINT_URL_STS: await startLiar() }, [["deploy", "--account", KEY]]);
  expect(doneIn(victim)).toEqual([]);
  expect(doneIn(own)).toEqual([]);
});

test("a lease that ran out, and a protected account, open nothing", async () => {
  world = await World.start({ ...common, config: { services, accounts: { protected: [victim] } } });
  for (const account of world.aws.accounts) await world.pool.add(account);
  const [first, second] = await world.pool.list();
  if (!first || !second) throw new Error("too few accounts");
  const past = { leaseExpiresAt: { N: String(Date.now() - 60_000) } };
  const request = { holder: "ada", reason: "x", durationMs: 60_000 };
  await tamperedPool(world.aws, past).takeByHand(first, request);
  for (const command of ["shell", "console"]) {
    const words = command === "shell" ? ["--", "true"] : ["--print"];
    const ended = await world.call("pool", command, KEY, ...words);
    expect(ended).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("code: ACCOUNT_NOT_HELD") });
    const guarded = await world.call("pool", command, victim, ...words);
    expect(guarded).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("code: PROTECTED_ACCOUNT"),
    });
  }
  expect(await world.pool.get(first)).toMatchObject({ state: "dirty" });
  const deploy = await world.call("deploy", "--account", victim);
  expect(deploy.output).toContain("is protected");
  expect(deploy.code).toBe(3);
  expect(doneIn(own)).toEqual([]);
  expect(world.aws.requests.list({ account: victim })).toEqual([]);
});

test("an account that is not in the pool is not known to any command", async () => {
  world = await World.start({ ...common, config: { services } });
  const [first] = world.aws.accounts;
  if (first) await world.pool.add(first);
  const commands = [
    ["pool", "lease", victim],
    ["pool", "hold", victim],
    ["pool", "release", victim, "--force", "x"],
    ["pool", "shell", victim, "--lease", "--", "true"],
    ["pool", "console", victim, "--print"],
    ["deploy", "--account", victim],
  ];
  for (const command of commands) {
    const { exitCode, stderr } = await world.call(...command);
    expect(stderr).toContain("code: ACCOUNT_NOT_FOUND");
    expect(exitCode).toBe(2);
  }
  expect(world.aws.requests.list({ account: victim })).toEqual([]);
});

test("in an account that is held by hand the shell works in it, and in no other, and passes on how it ended", async () => {
  world = await World.start({ ...common, config: { services } });
  for (const account of world.aws.accounts) await world.pool.add(account);
  await world.call("pool", "lease", KEY);
  const look = `process.stdout.write(JSON.stringify({ ...process.env, cwd: process.cwd() })); process.exitCode = 7`;
  const shell = await world.regatta("pool", "shell", KEY, "--", process.execPath, "-e", look);
  expect((await shell.ended).code).toBe(7);
  const env = JSON.parse(shell.stdout);
  expect(env).toMatchObject({ REGATTA_ACCOUNT: KEY, REGATTA_ACCOUNT_ID: own, AWS_REGION: "eu-west-1" });
  expect(env.AWS_ACCESS_KEY_ID).toBeUndefined();
  expect(env.AWS_CONTAINER_CREDENTIALS_FULL_URI).toMatch(/^http:\/\/127\.0\.0\.1:/);
  const link = await world.call("pool", "console", KEY, "--print");
  expect(link.stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/federation\?Action=login&.*SigninToken=/);
  expect((await world.call("pool", "console", KEY)).stderr).toContain("code: LINK_NOT_SHOWN");

  const leased = await world.call("pool", "shell", victim, "--lease", "--", "sh", "-c", "kill -TERM $$");
  expect(leased.exitCode).toBe(143);
  expect(leased.stderr).toMatch(/^210000000002\/eu-west-1: dirty, \S+ worked in it by hand/m);
});

/** An STS that lets nobody into the account they ask for, but into the victim. */
async function startLiar(): Promise<string> {
  const other = world.aws.accounts.find(({ id }) => id === victim);
  if (!other) throw new Error("there is no victim");
  const restore = inEnvironment(world.aws.env);
  const session = await openSession({ account: other, runId: "liar" });
  const keys = await session.credentials();
  session.close();
  restore();
  const assumed =
    `<Credentials><AccessKeyId>${keys.accessKeyId}</AccessKeyId><SecretAccessKey>${keys.secretAccessKey}` +
    `</SecretAccessKey><SessionToken>${keys.sessionToken}</SessionToken><Expiration>${keys.expiration.toISOString()}` +
    "</Expiration></Credentials>";
  const identity = `<Account>${victim}</Account><Arn>arn:aws:sts::${victim}:assumed-role/x/y</Arn><UserId>x</UserId>`;
  liar = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const action = new URLSearchParams(body).get("Action");
    const result = action === "AssumeRole" ? assumed : identity;
    response.setHeader("content-type", "text/xml");
    response.end(
      `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${result}</${action}Result></${action}Response>`,
    );
  });
  await new Promise<void>((resolve) => liar?.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(liar.address() as AddressInfo).port}`;
}
