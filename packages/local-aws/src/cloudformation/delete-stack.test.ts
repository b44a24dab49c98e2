import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  ListExportsCommand,
  ListImportsCommand,
  ListStacksCommand,
  paginateListStackResources,
  UpdateTerminationProtectionCommand,
} from "@aws-sdk/client-cloudformation";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { type OpenCloudFormation, openCloudFormation } from "./testing/open-cloudformation.ts";
import {
  changeSet,
  create,
  describe as describeStack,
  eventLines,
  failing,
  refusal,
  remove,
  settled,
  template,
  thing,
  update,
} from "./testing/stacks.ts";

let aws: OpenCloudFormation;
beforeEach(async () => {
  aws = await openCloudFormation();
});
afterEach(() => aws.close());

const exporting = (value: string, name = "network") =>
  template({ A: thing() }, { Outputs: { O: { Value: value, Export: { Name: name } } } });
const importing = template({ B: thing({ Name: "b", Of: { "Fn::ImportValue": { "Fn::Sub": "network" } } }) });

test("a deleted stack is told about only by its id", async () => {
  const { StackId } = await create(aws.client, { StackName: "app", TemplateBody: template({ A: thing() }) });
  await aws.client.send(new DeleteStackCommand({ StackName: "app" }));
  expect((await describeStack(aws.client, "app")).StackStatus).toBe("DELETE_IN_PROGRESS");
  const gone = await settled(aws.client, StackId ?? "");
  expect(gone.StackStatus).toBe("DELETE_COMPLETE");
  expect(gone.DeletionTime).toBeDefined();
  expect(aws.host.things.size).toBe(0);
  expect(await refusal(describeStack(aws.client, "app"))).toEqual({
    name: "ValidationError",
    message: "Stack with id app does not exist",
  });
  const events = aws.client.send(new DescribeStackEventsCommand({ StackName: "app" }));
  expect((await refusal(events)).message).toBe("Stack [app] does not exist");
  expect((await aws.client.send(new DescribeStacksCommand({}))).Stacks).toEqual([]);
  const listed = await aws.client.send(new ListStacksCommand({ StackStatusFilter: ["DELETE_COMPLETE"] }));
  expect(listed.StackSummaries?.map((one) => one.StackName)).toEqual(["app"]);
  await aws.client.send(new DeleteStackCommand({ StackName: "app" }));
  const next = await create(aws.client, { StackName: "app", TemplateBody: template({ A: thing() }) });
  expect(next.StackId).not.toBe(StackId);
});

test("resources go before what they depend on", async () => {
  const body = template({ First: thing({ Name: "1" }), Second: thing({ Name: "2", Of: { Ref: "First" } }) });
  await create(aws.client, { StackName: "app", TemplateBody: body });
  await remove(aws.client, "app");
  expect(aws.host.calls.slice(2)).toEqual(["delete 2", "delete 1"]);
});

test("what a resource that cannot be deleted depends on stays too", async () => {
  const body = template({
    Net: thing({ Name: "net" }),
    Host: thing({ Name: "host", In: { "Fn::GetAtt": ["Net", "Arn"] } }, failing("delete", { Times: 1 })),
    Other: thing({ Name: "other" }),
  });
  await create(aws.client, { StackName: "app", TemplateBody: body });
  expect((await remove(aws.client, "app")).StackStatus).toBe("DELETE_FAILED");
  expect([...aws.host.things.keys()].sort()).toEqual(["host", "net"]);
  expect((await remove(aws.client, "app")).StackStatus).toBe("DELETE_COMPLETE");
  expect(aws.host.things.size).toBe(0);
});

test("a resource that cannot be deleted leaves DELETE_FAILED, and may then be retained", async () => {
  const body = template({ A: thing({ Name: "a" }, failing("delete")), B: thing({ Name: "b" }) });
  const { StackId } = await create(aws.client, { StackName: "app", TemplateBody: body });
  const early = new DeleteStackCommand({ StackName: "app", RetainResources: ["A"] });
  expect((await refusal(aws.client.send(early))).name).toBe("ValidationError");
  const failed = await remove(aws.client, "app");
  expect(failed.StackStatus).toBe("DELETE_FAILED");
  expect(failed.StackStatusReason).toBe("The following resource(s) failed to delete: [A].");
  expect(await eventLines(aws.client, "app")).toContain("A DELETE_FAILED: told to fail");
  await aws.client.send(early);
  expect((await settled(aws.client, StackId ?? "")).StackStatus).toBe("DELETE_COMPLETE");
  expect([...aws.host.things.keys()]).toEqual(["a"]);
});

test("a forced delete leaves behind what cannot be deleted, and is refused before one has failed", async () => {
  const body = template({
    Net: thing({ Name: "net" }),
    Host: thing({ Name: "host", In: { Ref: "Net" } }, failing("delete")),
    Gone: thing({ Name: "gone" }),
  });
  const { StackId = "" } = await create(aws.client, { StackName: "app", TemplateBody: body });
  const forced = new DeleteStackCommand({ StackName: "app", DeletionMode: "FORCE_DELETE_STACK" });
  expect(await refusal(aws.client.send(forced))).toEqual({
    name: "ValidationError",
    message: `Invalid operation on stack [${StackId}]. FORCE_DELETE_STACK can be specified only when the stack is in DELETE_FAILED status.`,
  });
  await remove(aws.client, "app");
  const retainGone = new DeleteStackCommand({ StackName: "app", RetainResources: ["Host", "Gone"] });
  expect((await refusal(aws.client.send(retainGone))).message).toMatch(/^The specified resources to retain/);
  await aws.client.send(forced);
  const gone = await settled(aws.client, StackId);
  expect([gone.StackStatus, gone.DeletionMode]).toEqual(["DELETE_COMPLETE", "FORCE_DELETE_STACK"]);
  expect(await eventLines(aws.client, StackId)).toContain("Host DELETE_SKIPPED: told to fail");
  expect([...aws.host.things.keys()]).toEqual(["host"]);
});

test("too many deletes at a time are throttled into DELETE_FAILED, and work again one by one", async () => {
  const names = ["a", "b", "c"];
  for (const name of names) {
    await create(aws.client, { StackName: name, TemplateBody: template({ A: thing({ Name: name }) }) });
  }
  aws.service.failResource({ action: "delete", whileDeletingMoreThan: 2 });
  const { Stacks = [] } = await aws.client.send(new DescribeStacksCommand({}));
  for (const StackName of names) await aws.client.send(new DeleteStackCommand({ StackName }));
  const ended = await Promise.all(Stacks.map(({ StackId = "" }) => settled(aws.client, StackId)));
  const failed = ended.filter(({ StackStatus }) => StackStatus === "DELETE_FAILED");
  expect(failed).toHaveLength(1);
  const [{ StackName = "" } = {}] = failed;
  expect(await eventLines(aws.client, StackName)).toContain("A DELETE_FAILED: Rate exceeded");
  expect((await remove(aws.client, StackName)).StackStatus).toBe("DELETE_COMPLETE");
});

test("DescribeStackResources stops at a hundred, ListStackResources goes on", async () => {
  const many = Object.fromEntries(Array.from({ length: 130 }, (_, at) => [`R${at}`, thing()]));
  await create(aws.client, { StackName: "app", TemplateBody: template(many) });
  const stack = { StackName: "app" };
  const { StackResources } = await aws.client.send(new DescribeStackResourcesCommand(stack));
  expect(StackResources).toHaveLength(100);
  const pages = paginateListStackResources({ client: aws.client }, stack);
  const sizes = [];
  for await (const { StackResourceSummaries = [] } of pages) sizes.push(StackResourceSummaries.length);
  expect(sizes).toEqual([100, 30]);
});

test("termination protection refuses the delete, and is told by name alone", async () => {
  const TemplateBody = template({ A: thing() });
  await create(aws.client, { StackName: "app", TemplateBody, EnableTerminationProtection: true });
  expect((await describeStack(aws.client, "app")).EnableTerminationProtection).toBe(true);
  const { Stacks } = await aws.client.send(new DescribeStacksCommand({}));
  expect(Stacks?.[0]?.EnableTerminationProtection).toBeUndefined();
  expect(await refusal(aws.client.send(new DeleteStackCommand({ StackName: "app" })))).toEqual({
    name: "ValidationError",
    message: "Stack [app] cannot be deleted while TerminationProtection is enabled",
  });
  await aws.client.send(
    new UpdateTerminationProtectionCommand({ StackName: "app", EnableTerminationProtection: false }),
  );
  expect((await remove(aws.client, "app")).StackStatus).toBe("DELETE_COMPLETE");
});

test("an export is used by other stacks, and cannot go while it is", async () => {
  await create(aws.client, { StackName: "net", TemplateBody: exporting("vpc-1") });
  await create(aws.client, { StackName: "app", TemplateBody: importing });
  expect(aws.host.things.get("b")).toEqual({ Name: "b", Of: "vpc-1" });
  const { Exports } = await aws.client.send(new ListExportsCommand({}));
  expect(Exports).toEqual([
    { ExportingStackId: expect.stringContaining("stack/net/"), Name: "network", Value: "vpc-1" },
  ]);
  const { Imports } = await aws.client.send(new ListImportsCommand({ ExportName: "network" }));
  expect(Imports).toEqual(["app"]);

  await aws.client.send(new DeleteStackCommand({ StackName: "net", ClientRequestToken: "one" }));
  const kept = await settled(aws.client, "net");
  expect(kept.StackStatus).toBe("CREATE_COMPLETE");
  const { StackEvents } = await aws.client.send(new DescribeStackEventsCommand({ StackName: "net" }));
  expect(StackEvents?.[0]).toMatchObject({
    ResourceStatus: "CREATE_COMPLETE",
    ResourceStatusReason: "Delete canceled. Cannot delete export network as it is in use by app.",
    ClientRequestToken: "one",
  });
  expect(kept.StackStatusReason).toBe(
    "Delete canceled. Cannot delete export network as it is in use by app.",
  );
  const changed = await update(aws.client, { StackName: "net", TemplateBody: exporting("vpc-2") });
  expect(changed.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
  expect(await eventLines(aws.client, "net")).toContain(
    "net UPDATE_ROLLBACK_IN_PROGRESS: Cannot update export network as it is in use by app.",
  );

  await remove(aws.client, "app");
  const unused = aws.client.send(new ListImportsCommand({ ExportName: "network" }));
  expect((await refusal(unused)).message).toBe("Export 'network' is not imported by any stack.");
  expect((await remove(aws.client, "net")).StackStatus).toBe("DELETE_COMPLETE");
});

test("an export is free again when nobody uses it any more, not when that update is rolled back", async () => {
  await create(aws.client, { StackName: "net", TemplateBody: exporting("vpc-1") });
  await create(aws.client, { StackName: "app", TemplateBody: importing });
  const failed = template({ Bad: thing({}, failing("create")) });
  const back = await update(aws.client, { StackName: "app", TemplateBody: failed });
  expect(back.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
  expect((await remove(aws.client, "net")).StackStatus).toBe("CREATE_COMPLETE");
  await update(aws.client, { StackName: "app", TemplateBody: template({ C: thing() }) });
  expect((await remove(aws.client, "net")).StackStatus).toBe("DELETE_COMPLETE");
});

test("an export's name is taken once, and one that is missing fails the stack", async () => {
  await create(aws.client, { StackName: "net", TemplateBody: exporting("vpc-1") });
  const second = await create(aws.client, { StackName: "other", TemplateBody: exporting("vpc-2") });
  expect(second.StackStatus).toBe("ROLLBACK_COMPLETE");
  expect(await eventLines(aws.client, "other")).toContain(
    "other ROLLBACK_IN_PROGRESS: Export with name network is already exported by stack net. Rollback requested by user.",
  );
  await remove(aws.client, "net");
  await create(aws.client, { StackName: "app", TemplateBody: importing });
  expect(await eventLines(aws.client, "app")).toContain(
    "app ROLLBACK_IN_PROGRESS: No export named network found. Rollback requested by user.",
  );
});

test("a stack that was never there needs no deleting", async () => {
  await aws.client.send(new DeleteStackCommand({ StackName: "nobody" }));
  const { StackSummaries } = await aws.client.send(new ListStacksCommand({}));
  expect(StackSummaries).toEqual([]);
  await aws.client.send(new CreateStackCommand({ StackName: "app", TemplateBody: template({ A: thing() }) }));
  expect((await settled(aws.client, "app")).StackStatus).toBe("CREATE_COMPLETE");
});

test("a stack in review is deleted at once, and takes a new change set afterwards", async () => {
  const TemplateBody = template({ A: thing() });
  const input = { StackName: "app", ChangeSetName: "first", ChangeSetType: "CREATE", TemplateBody } as const;
  const { StackId } = await changeSet(aws.client, input);
  await aws.client.send(new DeleteStackCommand({ StackName: "app" }));
  expect((await settled(aws.client, StackId ?? "")).StackStatus).toBe("DELETE_COMPLETE");
  expect(aws.host.calls).toEqual([]);
  const again = await changeSet(aws.client, input);
  expect(again.StackId).not.toBe(StackId);
});

test("a change set nobody executes changes nothing of its stack, and goes with it", async () => {
  const before = await create(aws.client, { StackName: "app", TemplateBody: template({ A: thing() }) });
  const { ChangeSetId, Status } = await changeSet(aws.client, {
    StackName: "app",
    ChangeSetName: "later",
    TemplateBody: template({ A: thing(), B: thing() }),
    Tags: [{ Key: "k", Value: "v" }],
  });
  expect([Status, await describeStack(aws.client, "app")]).toEqual(["CREATE_COMPLETE", before]);
  await remove(aws.client, "app");
  const call = aws.client.send(new ExecuteChangeSetCommand({ ChangeSetName: ChangeSetId }));
  expect((await refusal(call)).name).toMatch(/^ChangeSetNotFound/);
});
