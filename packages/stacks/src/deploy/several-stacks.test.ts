import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
import PQueue from "p-queue";
import type { ServiceDefinition } from "../service/service-definition.ts";
import { StackWorld, type TestAccount } from "../testing/stack-world.ts";
import { thing } from "../testing/templates.ts";

let world: StackWorld;
beforeAll(async () => {
  world = await StackWorld.start();
});
afterAll(() => world.close());

const script = fileURLToPath(new URL("../testing/deploy-stacks.mjs", import.meta.url));

/** A service that a command deploys as these stacks. */
async function shop(stackNames: [string, ...string[]], told = ""): Promise<ServiceDefinition> {
  const service = await world.service("shop", {}, { stackNames });
  return { ...service, deployer: { kind: "command", command: `"${process.execPath}" "${script}" ${told}` } };
}

/** What a command needs to work in the account. */
async function environment({ session }: TestAccount): Promise<Record<string, string>> {
  const { accessKeyId, secretAccessKey, sessionToken = "" } = await session.credentials();
  const { AWS_ENDPOINT_URL = "", PATH = "" } = process.env;
  return {
    PATH,
    AWS_ENDPOINT_URL,
    AWS_REGION: session.account.region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
}

test("a service of several stacks is deployed once by its command, read back from all, skipped only if all are right", async () => {
  const account = await world.account();
  const service = await shop(["a", "b"]);
  const processes = new PQueue({ concurrency: 1 });
  const options = { environment: await environment(account), processes };
  const first = await account.prepare([service], options);
  expect(first.result).toEqual({
    kind: "ready",
    deployed: ["shop"],
    skipped: [],
    outputs: {
      shop: { Value: "of a", "a.Value": "of a", "b.Value": "of b", Ofa: "a", Ofb: "b" },
    },
  });
  const second = await account.prepare([service], options);
  expect(second.result).toEqual({ ...first.result, deployed: [], skipped: ["shop"] });
});

test("of several stacks only the broken one is cleared before the command runs", async () => {
  const account = await world.account();
  await account.create("a", thing({}));
  await account.create("b", thing({ Fail: "create" }));
  await account.settled("a");
  expect((await account.settled("b")).status).toBe("ROLLBACK_COMPLETE");
  const { result, events } = await account.prepare([await shop(["a", "b"])], {
    environment: await environment(account),
  });
  expect(result).toMatchObject({ kind: "ready", deployed: ["shop"] });
  expect(events.flatMap((event) => (event.kind === "stack-cleared" ? [event.stackName] : []))).toEqual(["b"]);
  expect(await account.operations("a")).toEqual(["CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS"]);
});

test("a stack that was not made, and one without its tags, are errors that name it", async () => {
  const account = await world.account();
  const options = { environment: await environment(account) };
  const lacking = await account.prepare([await shop(["a", "b"], "b")], options);
  expect(lacking.result).toMatchObject({
    failures: [{ service: "shop", stackName: "b", error: { code: "STACK_NOT_DEPLOYED" } }],
  });
  const other = await world.account();
  const untagged = await other.prepare([await shop(["a", "b"], "b!")], {
    environment: await environment(other),
  });
  expect(untagged.result).toMatchObject({
    failures: [{ service: "shop", stackName: "b", error: { code: "TAGS_NOT_SET" } }],
  });
});

test("waiting for a slot of local processes is no part of the time a service may take, nor told as its deploy", async () => {
  const account = await world.account();
  const processes = new PQueue({ concurrency: 1 });
  let free: (value: unknown) => void = () => undefined;
  void processes.add(() => new Promise((resolve) => (free = resolve)));
  const service = { ...(await shop(["a"], "a b")), timeoutMs: 5_000 };
  const clock = new ManualClock();
  const events: string[] = [];
  const prepared = account.prepare([service], {
    environment: await environment(account),
    processes,
    clock,
    onEvent: ({ kind }) => events.push(kind),
  });
  while (processes.size === 0) await new Promise((resolve) => setImmediate(resolve));
  await clock.advance(60_000);
  expect(events).toEqual(["stacks-read"]);
  free(undefined);
  // The command deploys nothing: what is looked at here is that it was run at all.
  expect((await prepared).result).toMatchObject({ failures: [{ error: { code: "STACK_NOT_DEPLOYED" } }] });
});
