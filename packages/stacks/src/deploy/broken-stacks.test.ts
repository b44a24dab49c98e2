import { CreateStackCommand, UpdateStackCommand } from "@aws-sdk/client-cloudformation";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { fingerprintServices } from "../fingerprint/fingerprint-services.ts";
import type { ServiceDefinition } from "../service/service-definition.ts";
import { wantedTags } from "../stack/stack-tags.ts";
import { StackWorld, type TestAccount } from "../testing/stack-world.ts";
import { parameters, thing } from "../testing/templates.ts";
import type { DeployEvent } from "./deploy-event.ts";

let world: StackWorld;
beforeAll(async () => {
  world = await StackWorld.start();
});
afterAll(() => world.close());

const good = parameters({ V: "good" });

/** The tags the stack of a service has when it was deployed as it is now. */
async function currentTags(service: ServiceDefinition): Promise<Record<string, string>> {
  const fingerprint = (await fingerprintServices([service], { env: {} })).get(service.name);
  return wantedTags(service.name, fingerprint?.digest ?? "");
}

async function expectDeployed(account: TestAccount, service: ServiceDefinition): Promise<void> {
  const { tags } = await account.stack(service.stackNames[0]);
  expect(tags).toEqual(await currentTags(service));
  expect((await account.prepare([service])).result).toMatchObject({ kind: "ready" });
}

function kinds(events: DeployEvent[]): string[] {
  return events.map(({ kind }) => kind);
}

test("a stack whose creation was rolled back is deleted and deployed", async () => {
  const account = await world.account();
  const service = await world.service("orders", good);
  await account.create("orders", thing({ Fail: "create" }));
  expect((await account.settled("orders")).status).toBe("ROLLBACK_COMPLETE");
  const { result, events } = await account.prepare([service]);
  expect(result).toMatchObject({ kind: "ready", deployed: ["orders"] });
  expect(events).toContainEqual({
    kind: "stack-cleared",
    service: "orders",
    stackName: "orders",
    status: "ROLLBACK_COMPLETE",
  });
  expect(kinds(events)).toEqual([
    "stacks-read",
    "deploy-started",
    "stack-cleared",
    "deploy-finished",
    "service-ready",
  ]);
  await expectDeployed(account, service);
});

test("a stack that failed to roll back is deleted, when deleting works by now", async () => {
  const account = await world.account();
  const service = await world.service("orders", good);
  const twoThings = thing({ Fail: "delete", Times: 1 });
  const failing = { Type: "AWS::SNS::Topic", DependsOn: "Thing", Metadata: { LocalAws: { Fail: "create" } } };
  await account.create("orders", { Resources: { ...twoThings.Resources, Other: failing } });
  expect((await account.settled("orders")).status).toBe("ROLLBACK_FAILED");
  expect((await account.prepare([service])).result).toMatchObject({ kind: "ready", deployed: ["orders"] });
  await expectDeployed(account, service);
});

test("a stack whose deletion failed is deleted and deployed, when deleting works by now", async () => {
  const account = await world.account();
  const service = await world.service("orders", good);
  await account.create("orders", thing({ Fail: "delete", Times: 1 }));
  await account.settled("orders");
  await account.remove("orders");
  expect((await account.settled("orders")).status).toBe("DELETE_FAILED");
  expect((await account.prepare([service])).result).toMatchObject({ kind: "ready", deployed: ["orders"] });
  await expectDeployed(account, service);
});

test("a stack that cannot be deleted fails with the reason from its events", async () => {
  const account = await world.account();
  const template = thing({ Fail: "delete", Message: "bucket not empty" });
  const failing = { Type: "AWS::SNS::Topic", DependsOn: "Thing", Metadata: { LocalAws: { Fail: "create" } } };
  await account.create("orders", { Resources: { ...template.Resources, Other: failing } });
  await account.settled("orders");
  const { result } = await account.prepare([await world.service("orders", good)]);
  expect(result).toMatchObject({
    kind: "failed",
    failures: [{ reason: "It could not be deleted: Thing: bucket not empty (the stack is DELETE_FAILED)" }],
  });
});

test("a stack whose update was rolled back is deployed again, though its tags are the wanted ones", async () => {
  const account = await world.account();
  const service = await world.service("orders", thing({}));
  await account.prepare([service]);
  await account.update("orders", thing({ Fail: "update", Times: 1 }, "2"));
  const broken = await account.settled("orders");
  expect([broken.status, broken.tags]).toEqual(["UPDATE_ROLLBACK_COMPLETE", await currentTags(service)]);
  const { result, events } = await account.prepare([service]);
  expect(result).toMatchObject({ kind: "ready", deployed: ["orders"] });
  expect(events).toContainEqual(expect.objectContaining({ kind: "deploy-finished", noUpdates: true }));
  expect(events).toContainEqual(expect.objectContaining({ reason: "status UPDATE_ROLLBACK_COMPLETE" }));
});

test("a rollback that failed is continued, then the stack is deployed", async () => {
  const account = await world.account();
  const service = await world.service("orders", thing({}));
  await account.prepare([service]);
  await account.failToRollBack("orders", { Times: 1 });
  const { result, events } = await account.prepare([service]);
  expect(result).toMatchObject({ kind: "ready", deployed: ["orders"] });
  expect(events).toContainEqual(
    expect.objectContaining({ kind: "stack-cleared", status: "UPDATE_ROLLBACK_FAILED" }),
  );
  await expectDeployed(account, service);
});

test("a rollback that fails again is continued only once", async () => {
  const account = await world.account();
  const service = await world.service("orders", thing({}));
  await account.prepare([service]);
  await account.failToRollBack("orders", { Message: "the key is gone" });
  const { result } = await account.prepare([service]);
  expect(result).toMatchObject({
    kind: "failed",
    failures: [{ reason: expect.stringMatching(/continued and failed again.*the key is gone/) }],
  });
  expect(account.calls("ContinueUpdateRollback")).toHaveLength(1);
});

test("an update left standing without its rollback is rolled back by the other call", async () => {
  const account = await world.account();
  const service = await world.service("orders", thing({}));
  await account.prepare([service]);
  await account.update("orders", thing({ Fail: "update" }, "2"), true);
  expect((await account.settled("orders")).status).toBe("UPDATE_FAILED");
  expect((await account.prepare([service])).result).toMatchObject({ kind: "ready", deployed: ["orders"] });
  expect(account.calls("RollbackStack")).toHaveLength(1);
  await expectDeployed(account, service);
});

test("an express update left standing without its rollback cannot be rolled back: the stack is made anew", async () => {
  const account = await world.account();
  const service = await world.service("orders", thing({}));
  await account.prepare([service]);
  const { Resources } = thing({ Fail: "update" }, "2");
  await account.client.send(
    new UpdateStackCommand({
      StackName: "orders",
      TemplateBody: JSON.stringify({ Resources }),
      DeploymentConfig: { Mode: "EXPRESS", DisableRollback: true },
    }),
  );
  expect((await account.settled("orders")).status).toBe("UPDATE_FAILED");
  expect((await account.prepare([service])).result).toMatchObject({ kind: "ready", deployed: ["orders"] });
  expect(account.calls("DeleteStack")).toHaveLength(1);
  await expectDeployed(account, service);
});

test("a creation left standing without its rollback is deleted and deployed", async () => {
  const account = await world.account();
  const service = await world.service("orders", good);
  await account.client.send(
    new CreateStackCommand({
      StackName: "orders",
      TemplateBody: JSON.stringify(thing({ Fail: "create" })),
      OnFailure: "DO_NOTHING",
    }),
  );
  expect((await account.settled("orders")).status).toBe("CREATE_FAILED");
  expect((await account.prepare([service])).result).toMatchObject({ kind: "ready", deployed: ["orders"] });
  await expectDeployed(account, service);
});

test("somebody's creation is waited for, and skipped when it was the wanted one", async () => {
  const account = await world.account();
  const slow = thing({ DurationMs: 60 });
  const service = await world.service("orders", slow);
  await account.create("orders", slow, await currentTags(service));
  const { result, events } = await account.prepare([service]);
  expect(result).toMatchObject({ kind: "ready", skipped: ["orders"], deployed: [] });
  expect(kinds(events)).toEqual(["stacks-read", "stack-waiting", "service-skipped", "service-ready"]);
  expect(account.calls("CreateChangeSet")).toHaveLength(0);
});

test("somebody's creation that fails is waited for, cleared and deployed", async () => {
  const account = await world.account();
  const service = await world.service("orders", good);
  await account.create("orders", thing({ Fail: "create", DurationMs: 30 }));
  const { result, events } = await account.prepare([service]);
  expect(result).toMatchObject({ kind: "ready", deployed: ["orders"] });
  expect(kinds(events)).toEqual([
    "stacks-read",
    "stack-waiting",
    "deploy-started",
    "stack-cleared",
    "deploy-finished",
    "service-ready",
  ]);
});

test("somebody's deletion is waited for, then the stack is made anew", async () => {
  const account = await world.account();
  const service = await world.service("orders", thing({ DurationMs: 40 }));
  await account.prepare([service]);
  await account.remove("orders");
  const { result, events } = await account.prepare([service]);
  expect(result).toMatchObject({ kind: "ready", deployed: ["orders"] });
  expect(kinds(events)).toEqual([
    "stacks-read",
    "stack-waiting",
    "deploy-started",
    "deploy-finished",
    "service-ready",
  ]);
});

test("a stack that was only reviewed is deleted, then deployed", async () => {
  const account = await world.account();
  await account.review("orders", good);
  expect((await account.stack("orders")).status).toBe("REVIEW_IN_PROGRESS");
  const { result, events } = await account.prepare([await world.service("orders", good)]);
  expect(result).toMatchObject({ kind: "ready", deployed: ["orders"] });
  expect(events).toContainEqual(
    expect.objectContaining({ kind: "stack-cleared", status: "REVIEW_IN_PROGRESS" }),
  );
});
