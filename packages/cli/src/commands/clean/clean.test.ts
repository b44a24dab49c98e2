import { chmodSync, existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
} from "@aws-sdk/client-cloudformation";
import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createDynamoDBClient, openSession, Pool } from "@regatta/accounts";
import { type LocalAws, startLocalAws } from "@regatta/local-aws";
import { Interrupts } from "../../interrupts.ts";
import { type CallOptions, callProgram } from "../../testing/call-program.ts";
import { fillPool } from "../../testing/filled-pool.ts";
import { startCli } from "../../testing/real-cli.ts";
import { TemporaryFolder } from "../../testing/temporary-folder.ts";
import { sampleServices } from "../../whole-runs/testing/templates.ts";
import { exitCodeOfCleaning } from "./exit-code-of-cleaning.ts";

/** Says who it is in AWS, by the SDK's own chain. */
const whoAmI = fileURLToPath(new URL("../../../../accounts/dist/testing/who-am-i.js", import.meta.url));
/** Keeps what it was told, and finds nothing to remove. */
const fakeNuke = `#!/bin/sh
echo "$@" > args; cat "$3" > config; mv args config "$KEPT"
echo "Nuke complete: 0 failed, 0 skipped, 0 finished."
`;

let aws: LocalAws;
let folder: TemporaryFolder;
let pool: Pool;
beforeAll(async () => {
  aws = await startLocalAws({ accounts: 7, timings: { observeMs: 1 } });
  Object.assign(process.env, aws.env);
  const dataCommand = `"${process.execPath}" --no-warnings "${whoAmI}"`;
  const { files, services } = sampleServices({ base: {} });
  const cleaning = { proofSeconds: 0, keep: ["shared-*"], dataCommand };
  const config = { cleaning, services, deploy: { pollMs: 10 } };
  folder = new TemporaryFolder({ "regatta.config.json": JSON.stringify(config), ...files });
  pool = await fillPool(aws);
});
afterAll(async () => {
  folder.remove();
  await aws.close();
});

const clean = (...args: string[]) => cleanWith({}, ...args);
const cleanWith = ({ env, ...options }: CallOptions, ...args: string[]) =>
  callProgram(["clean", ...args], { cwd: folder.path, env: { ...aws.env, ...env }, ...options });

/** The n-th account. */
function account(n: number): LocalAws["accounts"][number] {
  const found = aws.accounts[n];
  if (!found) throw new Error("no such account");
  return found;
}

const keyOf = (n: number) => `${account(n).id}/${account(n).region}`;

async function inAccount<T>(n: number, work: (client: CloudFormationClient) => Promise<T>): Promise<T> {
  const session = await openSession({ account: account(n), runId: "r1" });
  const client = new CloudFormationClient({ region: account(n).region, credentials: session.credentials });
  try {
    return await work(client);
  } finally {
    client.destroy();
    session.close();
  }
}

const stacksIn = (n: number) =>
  inAccount(n, async (client) => {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({}));
    return Stacks.map(({ StackName }) => StackName);
  });

/** Makes the n-th account dirty, with a stack in it. @returns its key. */
async function dirty(n: number, StackName: string, { told = {}, from = pool } = {}): Promise<string> {
  const lent = { runId: "r1", holder: "a test", durationMs: 60_000, only: [keyOf(n)] };
  const result = await from.acquire(lent);
  if (result.kind !== "leased") throw new Error("not leased");
  const Resources = { A: { Type: "AWS::SNS::Topic", Metadata: { LocalAws: told } } };
  const TemplateBody = JSON.stringify({ Resources });
  await inAccount(n, (client) => client.send(new CreateStackCommand({ StackName, TemplateBody })));
  await result.lease.markDirty("a file timed out");
  return keyOf(n);
}

const stateOf = async (n: number) => (await pool.get(account(n)))?.state;

test("a dry run says what would be deleted; a real one does it, tells it, and the accounts are available", async () => {
  const first = await dirty(0, "orders");
  await dirty(1, "payments");
  const dry = await clean("--dry-run", "--json");
  expect(JSON.parse(dry.stdout)).toMatchObject([
    { account: first, stacks: ["orders"], kept: [], hasBaseline: false },
    { stacks: ["payments"] },
  ]);
  expect([await stateOf(0), await stateOf(1)]).toEqual(["dirty", "dirty"]);
  const one = await clean("210000000001");
  expect(one).toMatchObject({ exitCode: 0, stderr: "" });
  expect(one.stdout).toContain(`${first} deleted stack orders (`);
  expect(one.stdout).toContain("1 account: 1 cleaned");
  const rest = await clean("--json");
  expect(JSON.parse(rest.stdout)).toMatchObject({ accounts: [{ outcome: "cleaned", failures: 0 }] });
  expect([await stateOf(0), await stateOf(1)]).toEqual(["available", "available"]);
  expect((await clean()).stdout).toBe("Nothing to clean.\n");
});

test("a watching cleaner ends in order; one that is killed loses its lease, and the next one finishes", async () => {
  const key = await dirty(0, "slow", { told: { DurationMs: 200 } });
  const interrupt = new Interrupts();
  const onStdout = (text: string) => text.includes("1 stack to delete") && interrupt.receive("SIGTERM");
  expect((await cleanWith({ interrupt, onStdout }, "--watch")).exitCode).toBe(143);
  const [given] = await pool.list();
  expect(given).toMatchObject({ state: "dirty", reason: "interrupted by SIGTERM", failures: 0 });
  const killed = startCli(["clean"], { cwd: folder.path, env: aws.env });
  await new Promise<void>((resolve) => {
    killed.stdout.on("data", (data) => String(data).includes("1 stack to delete") && resolve());
  });
  killed.kill("SIGKILL");
  await killed;
  expect(await stateOf(0)).toBe("cleaning");
  const client = createDynamoDBClient({ region: aws.hub.region });
  await client.send(
    new UpdateItemCommand({
      TableName: "regatta",
      Key: { pk: { S: "pool#default" }, sk: { S: `account#${key}` } },
      UpdateExpression: "SET leaseExpiresAt = :past",
      ExpressionAttributeValues: { ":past": { N: "1" } },
    }),
  );
  client.destroy();
  expect((await clean()).exitCode).toBe(0);
  expect(await stateOf(0)).toBe("available");
});

test("data: the team's command runs in the account's session and nothing else is done; a dry run only says it", async () => {
  const key = await dirty(1, "stays");
  const dry = await clean("--depth", "data", "--dry-run");
  expect(dry.stdout).toMatch(/^210000000002\/eu-west-1\n {2}runs .*who-am-i\.js"\n$/);
  expect(await stateOf(1)).toBe("dirty");
  const { PATH = "" } = process.env;
  const done = await cleanWith({ env: { PATH } }, "--depth", "data");
  expect(done).toMatchObject({ exitCode: 0, stderr: "" });
  const said = done.stdout.split("\n").find((line) => line.startsWith(`${key} | {`)) ?? "";
  expect(JSON.parse(said.slice(said.indexOf("{")))).toMatchObject({
    account: account(1).id,
    region: "eu-west-1",
  });
  expect([await stateOf(1), await stacksIn(1)]).toEqual(["available", ["stays"]]);
});

test("everything: aws-nuke gets the configuration that a dry run shows, the hub's account blocked in it", async () => {
  await dirty(2, "orders");
  folder.write("bin/aws-nuke", fakeNuke);
  chmodSync(join(folder.path, "bin/aws-nuke"), 0o755);
  const env = { PATH: `${folder.path}/bin:${process.env.PATH}`, KEPT: folder.path };
  const dry = await cleanWith({ env }, "--depth", "everything", "--dry-run", "--json");
  const [{ stacks, nukeConfig }] = JSON.parse(dry.stdout);
  expect(stacks).toEqual(["orders"]);
  expect(nukeConfig).toContain(`blocklist:\n  - "${aws.hub.id}"\n`);
  expect(nukeConfig).toContain(`accounts:\n  "${account(2).id}":\n`);
  expect([existsSync(join(folder.path, "args")), await stacksIn(2)]).toEqual([false, ["orders"]]);
  const done = await cleanWith({ env }, "--depth", "everything");
  expect(done).toMatchObject({ exitCode: 0, stderr: "" });
  expect(done.stdout).toContain("| Nuke complete: 0 failed");
  expect(folder.read("args")).toMatch(/^run --config .*--no-prompt .*--no-dry-run\n$/);
  expect(folder.read("config")).toBe(nukeConfig);
  expect([await stateOf(2), await stacksIn(2)]).toEqual(["available", []]);
});

test("--warm deploys the services to what was cleaned, in the pool that the options name", async () => {
  const client = createDynamoDBClient({ region: aws.hub.region });
  const warmed = new Pool({ client, table: "regatta", pool: "warmed" });
  await warmed.add(account(3));
  await dirty(3, "old", { from: warmed });
  const { exitCode, stdout } = await clean("--pool", "warmed", "--warm");
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining("1 account: 1 cleaned")]);
  expect(await warmed.list()).toMatchObject([
    { state: "available", fingerprints: { base: expect.any(String) } },
  ]);
  expect(await stacksIn(3)).toEqual([expect.stringContaining("base")]);
  client.destroy();
});

test("a watching cleaner ends with 3 when several accounts cannot be cleaned for one cause", async () => {
  for (const n of [4, 5, 6]) await dirty(n, "app");
  const kind = { kind: "access-denied" } as const;
  const fault = aws.faults.add({ service: "cloudformation", operation: "DeleteStack", kind });
  const ended = await clean("--watch", "--concurrency", "1");
  aws.faults.clear(fault);
  expect(ended.exitCode).toBe(3);
  expect(ended.stdout).toContain("Several accounts cannot be cleaned for one cause: stacks stay: app");
  const counted = (await pool.list()).slice(4).map(({ state, failures }) => [state, failures]);
  expect(counted).toEqual(Array(3).fill(["dirty", 0]));
});

test.each([
  [0, ["cleaned", "parked"], undefined],
  [0, [], undefined],
  [1, ["cleaned", "failed"], undefined],
  [1, ["quarantined"], undefined],
  [1, ["not-told"], undefined],
  [3, ["given-back"], "AccessDenied"],
] as const)("exit code %d for %j", (code, outcomes, commonCause) => {
  const accounts = outcomes.map((outcome) => ({ account: "a", outcome, failures: 0, ms: 1 }));
  expect(exitCodeOfCleaning({ accounts, ...(commonCause && { commonCause }) })).toBe(code);
});
