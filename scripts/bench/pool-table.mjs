import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { built, root } from "./built.mjs";
import { startEmbeddedAws } from "./embedded-aws.mjs";

/**
 * A table for pools, and clients of it that count what they send. It is in the embedded AWS, or at the endpoint that
 * REGATTA_TEST_DYNAMODB_ENDPOINT names (DynamoDB Local, say; loopback only).
 */
export async function startPoolTable() {
  const named = process.env.REGATTA_TEST_DYNAMODB_ENDPOINT;
  if (named && !["127.0.0.1", "localhost"].includes(new URL(named).hostname))
    throw new Error(`REGATTA_TEST_DYNAMODB_ENDPOINT is ${named}: only a loopback endpoint is measured`);
  const aws = named
    ? { url: named, env: anyone, close: async () => undefined }
    : await startEmbeddedAws({ accounts: 1 });
  Object.assign(process.env, aws.env);
  for (const name of ["AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_DYNAMODB"])
    delete process.env[name];
  const { createDynamoDBClient, Pool } = await built("accounts");
  const table = `bench-${process.pid}`;
  const clients = [];
  const sent = [];
  const client = () => {
    const made = createDynamoDBClient({ region: "eu-west-1", endpoint: aws.url });
    count(made, sent);
    clients.push(made);
    return made;
  };
  await new Pool({ client: client(), table, pool: "bench" }).createTable();
  const close = async () => {
    for (const made of clients) made.destroy();
    await aws.close();
  };
  return { where: named ? `DynamoDB at ${named}` : "the embedded AWS", table, client, sent, Pool, close };
}

const anyone = {
  AWS_REGION: "eu-west-1",
  AWS_ACCESS_KEY_ID: "AKIDREGATTABENCH",
  AWS_SECRET_ACCESS_KEY: "not-a-secret",
};

/** Notes each request a client sends, its retries one by one: what it was, whether refused, units and bytes. */
function count(client, sent) {
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) =>
        next({ ...args, input: { ...args.input, ...(asksForCapacity(commandName) && capacity) } }),
    { step: "initialize", name: "askForCapacity" },
  );
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const request = { operation: commandName.replace("Command", ""), input: args.input, units: 1 };
        sent.push(request);
        try {
          const answer = await next(args);
          request.units = answer.output.ConsumedCapacity?.CapacityUnits ?? 0;
          request.items = answer.output.Items;
          return answer;
        } catch (error) {
          // A refused write is paid for like one that is done; no item here is larger than 1 KB.
          request.refused = error?.name === "ConditionalCheckFailedException";
          throw error;
        }
      },
    { step: "deserialize", priority: "high", name: "countRequests" },
  );
}

const capacity = { ReturnConsumedCapacity: "TOTAL" };
const asksForCapacity = (command) => !["CreateTableCommand", "DescribeTableCommand"].includes(command);

/** The n-th account of a pool. */
export const account = (n) => {
  const id = String(210_000_000_000 + n);
  return {
    id,
    region: "eu-west-1",
    roleArn: `arn:aws:iam::${id}:role/RegattaTest`,
    externalId: "regatta-bench",
  };
};

/** The SDK's client as the pool has it, for what is measured beside it. */
export function sdk() {
  const { resolve } = createRequire(join(root, "packages/accounts/package.json"));
  return import(pathToFileURL(resolve("@aws-sdk/client-dynamodb")).href);
}
