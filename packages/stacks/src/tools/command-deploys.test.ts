import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { CredentialsEndpoint, sessionEnvironment } from "@regatta/accounts";
import type { ServiceDefinition } from "../service/service-definition.ts";
import { StackWorld, type TestAccount } from "../testing/stack-world.ts";
import { write } from "../testing/temp-folders.ts";
import { parameters } from "../testing/templates.ts";

let world: StackWorld;
let endpoint: CredentialsEndpoint;
beforeAll(async () => {
  world = await StackWorld.start();
  endpoint = await CredentialsEndpoint.start();
});
afterAll(() => Promise.all([world.close(), endpoint.close()]));

const sdk = createRequire(import.meta.url).resolve("@aws-sdk/client-cloudformation");

/** A user's own deploy script: all it knows of Regatta are its variables. */
const script = `
import { readFileSync } from "node:fs";
import cloudformation from ${JSON.stringify(pathToFileURL(sdk).href)};
const { CloudFormationClient, CreateStackCommand, waitUntilStackCreateComplete } = cloudformation;
const { REGATTA_STACK_NAMES: StackName, REGATTA_STACK_TAGS_JSON, REGATTA_SERVICE } = process.env;
const client = new CloudFormationClient();
const Tags = process.argv[2] === "untagged" ? [] : JSON.parse(REGATTA_STACK_TAGS_JSON);
const TemplateBody = readFileSync("template.yaml", "utf8");
await client.send(new CreateStackCommand({ StackName, TemplateBody, Tags }));
await waitUntilStackCreateComplete({ client, maxWaitTime: 10, minDelay: 0.01, maxDelay: 0.02 }, { StackName });
console.log("deployed", REGATTA_SERVICE);
`;

async function aCommand(name: string, command: string): Promise<ServiceDefinition> {
  const service = await world.service(name, parameters({ V: name }));
  await write(service.directory, { "deploy.mjs": script });
  return { ...service, deployer: { kind: "command", command } };
}

function environmentOf({ session }: TestAccount): Record<string, string> {
  return sessionEnvironment({ session, served: endpoint.serve(session), base: process.env });
}

test("a command that sets the tags it is given is skipped the next time", async () => {
  const account = await world.account();
  const services = [await aCommand("orders", "node --no-warnings deploy.mjs")];
  const environment = environmentOf(account);
  const first = await account.prepare(services, { environment });
  expect(first.result).toEqual({
    kind: "ready",
    deployed: ["orders"],
    skipped: [],
    outputs: { orders: { V: "orders" } },
  });
  const { result } = await account.prepare(services, { environment });
  expect(result).toMatchObject({ kind: "ready", deployed: [], skipped: ["orders"] });
  expect(account.calls("CreateStack")).toHaveLength(1);
});

test("of commands that set no tags, or fail, the reason and what to do are told", async () => {
  const account = await world.account();
  const services = await Promise.all([
    aCommand("untagged", "node --no-warnings deploy.mjs untagged"),
    aCommand("broken", "echo no such stage >&2; exit 4"),
  ]);
  const { result } = await account.prepare(services, { environment: environmentOf(account) });
  const failures = result.kind === "failed" ? result.failures : [];
  expect(failures).toEqual([
    expect.objectContaining({
      service: "untagged",
      error: expect.objectContaining({
        code: "TAGS_NOT_SET",
        nextStep: expect.stringContaining("--tags $REGATTA_STACK_TAGS"),
      }),
    }),
    expect.objectContaining({
      service: "broken",
      reason: expect.stringContaining("ended with exit code 4.\nno such stage"),
    }),
  ]);
});
