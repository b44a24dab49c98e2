import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CreateTableCommand, DynamoDBClient, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { afterEach, expect, test } from "@jest/globals";
import { create, remove, template } from "./cloudformation/testing/stacks.ts";
import { connectLocalAws } from "./control/connect-local-aws.ts";
import { localAwsProcess } from "./local-aws-process.ts";
import type { LocalAws } from "./start-local-aws.ts";
import { anItem, aTable } from "./testing/tables.ts";
import { withFolder } from "./testing/test-aws.ts";

let child: ChildProcess | undefined;
afterEach(() => {
  if (child?.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
});

type Ready = Pick<LocalAws, "url" | "env" | "hub" | "accounts">;

function start(argv: string[], { ipc = false } = {}): ChildProcess {
  child = spawn(process.execPath, [localAwsProcess, ...argv], {
    stdio: ["pipe", "pipe", "pipe", ...(ipc ? (["ipc"] as const) : [])],
  });
  return child;
}

async function ready({ stdout }: ChildProcess): Promise<Ready> {
  if (!stdout) throw new Error("no stdout");
  const [line] = (await once(createInterface(stdout), "line")) as [string];
  return JSON.parse(line) as Ready;
}

function settings({ url, env }: Pick<Ready, "url" | "env">) {
  const { AWS_REGION: region = "", AWS_ACCESS_KEY_ID: id = "", AWS_SECRET_ACCESS_KEY: secret = "" } = env;
  return { endpoint: url, region, credentials: { accessKeyId: id, secretAccessKey: secret } };
}

/** Exit code and signal. */
async function ended(process: ChildProcess): Promise<unknown[]> {
  return await once(process, "exit");
}

test("it prints one line when it is ready, answers, and ends on SIGTERM", async () => {
  const process = start(["--accounts", "2"]);
  const { url, env, hub, accounts } = await ready(process);
  expect(accounts).toHaveLength(2);
  const client = new STSClient(settings({ url, env }));
  expect((await client.send(new GetCallerIdentityCommand({}))).Account).toBe(hub.id);
  const { requests } = await connectLocalAws(url);
  expect(await requests.list({ operation: "GetCallerIdentity" })).toHaveLength(1);
  process.kill("SIGTERM");
  // The client's connection is still open: that must not hold it up.
  expect(await ended(process)).toEqual([0, null]);
  client.destroy();
});

test("a stack of many resources at the same time is no reason for warnings", async () => {
  const process = start(["--accounts", "1", "--resource-ms", "20"]);
  let errors = "";
  process.stderr?.on("data", (text: Buffer) => {
    errors += text.toString();
  });
  const client = new CloudFormationClient(settings(await ready(process)));
  const resources = Array.from(
    { length: 40 },
    (_, at) => [`Queue${at}`, { Type: "AWS::SQS::Queue" }] as const,
  );
  const TemplateBody = template(Object.fromEntries(resources));
  expect((await create(client, { StackName: "many", TemplateBody })).StackStatus).toBe("CREATE_COMPLETE");
  expect((await remove(client, "many")).StackStatus).toBe("DELETE_COMPLETE");
  client.destroy();
  process.kill("SIGTERM");
  await ended(process);
  expect(errors).toBe("");
});

test("told to end with its parent, it ends when stdin closes", async () => {
  const process = start([JSON.stringify({ endWithParent: true })]);
  await ready(process);
  process.stdin?.end();
  expect(await ended(process)).toEqual([0, null]);
});

test("told to end with its parent, it ends when the IPC channel closes", async () => {
  const process = start(["--end-with-parent"], { ipc: true });
  await ready(process);
  process.disconnect();
  expect(await ended(process)).toEqual([0, null]);
});

test("what was written is there after kill -9", async () => {
  await withFolder(async (stateDirectory) => {
    const flags = ["--state-directory", stateDirectory];
    const killed = start(flags);
    const before = new DynamoDBClient(settings(await ready(killed)));
    await before.send(new CreateTableCommand(aTable("pool")));
    await before.send(new PutItemCommand({ TableName: "pool", Item: anItem("a", "kept") }));
    killed.kill("SIGKILL");
    await ended(killed);
    before.destroy();

    const next = start(flags);
    const after = new DynamoDBClient(settings(await ready(next)));
    const { Items: items } = await after.send(new ScanCommand({ TableName: "pool" }));
    expect(items).toEqual([anItem("a", "kept")]);
    after.destroy();
    next.kill("SIGTERM");
    await ended(next);
  });
});

test("wrong arguments end it with status 2 and a sentence", async () => {
  const process = start(["--port", "many"]);
  let text = "";
  process.stderr?.on("data", (chunk) => {
    text += String(chunk);
  });
  const [code] = (await once(process, "close")) as [number];
  expect([code, text]).toEqual([2, expect.stringContaining('--port is a number, found "many"')]);
});
