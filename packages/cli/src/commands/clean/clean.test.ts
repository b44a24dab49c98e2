import { CloudFormationClient, CreateStackCommand } from "@aws-sdk/client-cloudformation";
import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createDynamoDBClient, openSession, type Pool } from "@regatta/accounts";
import { type LocalAws, startLocalAws } from "@regatta/local-aws";
import { callProgram } from "../../testing/call-program.ts";
import { fillPool } from "../../testing/filled-pool.ts";
import { startCli } from "../../testing/real-cli.ts";
import { TemporaryFolder } from "../../testing/temporary-folder.ts";
import { exitCodeOfCleaning } from "./exit-code-of-cleaning.ts";

let aws: LocalAws;
let folder: TemporaryFolder;
let pool: Pool;
beforeAll(async () => {
  aws = await startLocalAws({ accounts: 2, timings: { observeMs: 1 } });
  Object.assign(process.env, aws.env);
  const config = { cleaning: { proofSeconds: 0, keep: ["shared-*"] }, deploy: { pollMs: 10 } };
  folder = new TemporaryFolder({ "regatta.config.json": JSON.stringify(config) });
  pool = await fillPool(aws);
});
afterAll(async () => {
  folder.remove();
  await aws.close();
});

const clean = (...args: string[]) => callProgram(["clean", ...args], { cwd: folder.path, env: aws.env });

/** Makes the n-th account dirty, with a stack in it. */
async function dirty(n: number, stackName: string, told: object = {}): Promise<string> {
  const account = aws.accounts[n];
  if (!account) throw new Error("no such account");
  const result = await pool.acquire({
    runId: "r1",
    holder: "a test",
    durationMs: 60_000,
    only: [account.id],
  });
  if (result.kind !== "leased") throw new Error("not leased");
  const session = await openSession({ account, runId: "r1" });
  const client = new CloudFormationClient({ region: account.region, credentials: session.credentials });
  const Resources = { A: { Type: "AWS::SNS::Topic", Metadata: { LocalAws: told } } };
  await client.send(
    new CreateStackCommand({ StackName: stackName, TemplateBody: JSON.stringify({ Resources }) }),
  );
  client.destroy();
  session.close();
  await result.lease.markDirty("a file timed out");
  return `${account.id}/${account.region}`;
}

test("a dry run says what would be deleted; a real one does it, tells it, and the accounts are available", async () => {
  const first = await dirty(0, "orders");
  await dirty(1, "payments");
  const dry = await clean("--dry-run", "--json");
  expect(JSON.parse(dry.stdout)).toMatchObject([
    { account: first, stacks: ["orders"], kept: [], hasBaseline: false },
    { stacks: ["payments"] },
  ]);
  expect((await pool.list()).map(({ state }) => state)).toEqual(["dirty", "dirty"]);
  const one = await clean("210000000001");
  expect(one).toMatchObject({ exitCode: 0, stderr: "" });
  expect(one.stdout).toContain(`${first} deleted stack orders (`);
  expect(one.stdout).toContain("1 account: 1 cleaned");
  const rest = await clean("--json");
  expect(JSON.parse(rest.stdout)).toMatchObject({ accounts: [{ outcome: "cleaned", failures: 0 }] });
  expect((await pool.list()).map(({ state }) => state)).toEqual(["available", "available"]);
  expect((await clean()).stdout).toBe("Nothing to clean.\n");
});

test("a watching cleaner ends in order; one that is killed loses its lease, and the next one finishes", async () => {
  const account = await dirty(0, "slow", { DurationMs: 1_500 });
  const working = (process: ReturnType<typeof startCli>) =>
    new Promise<void>((resolve) => {
      process.stdout.on("data", (data) => String(data).includes("1 stack to delete") && resolve());
    });
  const watching = startCli(["clean", "--watch"], { cwd: folder.path, env: aws.env });
  await working(watching);
  watching.kill("SIGTERM");
  expect((await watching).exitCode).toBe(143);
  expect(await pool.list()).toMatchObject([
    { state: "dirty", reason: "interrupted by SIGTERM", failures: 0 },
    {},
  ]);
  const killed = startCli(["clean"], { cwd: folder.path, env: aws.env });
  await working(killed);
  killed.kill("SIGKILL");
  await killed;
  const [id, region] = account.split("/") as [string, string];
  expect((await pool.get({ id, region }))?.state).toBe("cleaning");
  const client = createDynamoDBClient({ region: aws.hub.region });
  await client.send(
    new UpdateItemCommand({
      TableName: "regatta",
      Key: { pk: { S: "pool#default" }, sk: { S: `account#${account}` } },
      UpdateExpression: "SET leaseExpiresAt = :past",
      ExpressionAttributeValues: { ":past": { N: "1" } },
    }),
  );
  client.destroy();
  expect((await clean()).exitCode).toBe(0);
  expect((await pool.get({ id, region }))?.state).toBe("available");
}, 60_000);

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
