import {
  CancelUpdateStackCommand,
  ContinueUpdateRollbackCommand,
  DeleteStackCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
  RollbackStackCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { type OpenCloudFormation, openCloudFormation } from "./testing/open-cloudformation.ts";
import {
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

/** Creates the stack and forgets the calls that took. */
async function begin(resources: Record<string, unknown>, rest: Record<string, unknown> = {}) {
  await create(aws.client, { StackName: "app", TemplateBody: template(resources, rest) });
  aws.host.calls.length = 0;
}

const updateApp = (input: object) => new UpdateStackCommand({ StackName: "app", ...input });

test("an update touches only the resources whose resolved properties differ", async () => {
  await begin({ A: thing({ Name: "a", Size: 1 }), B: thing({ Name: "b" }) });
  const body = template({
    B: thing({ Name: { "Fn::Join": ["", ["b"]] } }),
    A: thing({ Name: "a", Size: 2 }),
  });
  const stack = await update(aws.client, { StackName: "app", TemplateBody: body });
  expect(stack.StackStatus).toBe("UPDATE_COMPLETE");
  expect(stack.LastUpdatedTime).toBeDefined();
  expect(aws.host.calls).toEqual(["update a"]);
  const lines = await eventLines(aws.client, "app");
  expect(lines.slice(lines.indexOf("app UPDATE_IN_PROGRESS: User Initiated"))).toEqual([
    "app UPDATE_IN_PROGRESS: User Initiated",
    "A UPDATE_IN_PROGRESS",
    "A UPDATE_COMPLETE",
    "app UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
    "app UPDATE_COMPLETE",
  ]);
});

test("the same again is refused: no updates are to be performed", async () => {
  await begin({ A: thing({ Name: "a" }) });
  const same = updateApp({ TemplateBody: template({ A: thing({ Name: "a" }) }) });
  expect(await refusal(aws.client.send(same))).toEqual({
    name: "ValidationError",
    message: "No updates are to be performed.",
  });
  expect((await describeStack(aws.client, "app")).StackStatus).toBe("CREATE_COMPLETE");
});

test("a change of tags alone is a change, and tags every resource anew", async () => {
  await create(aws.client, {
    StackName: "app",
    TemplateBody: template({ A: thing() }),
    Tags: [{ Key: "k", Value: "1" }],
  });
  aws.host.calls.length = 0;
  const Tags = [{ Key: "k", Value: "2" }];
  const stack = await update(aws.client, { StackName: "app", UsePreviousTemplate: true, Tags });
  expect(stack).toMatchObject({ StackStatus: "UPDATE_COMPLETE", Tags });
  expect(await eventLines(aws.client, "app")).toContain("A UPDATE_COMPLETE");
  expect(aws.host.calls).toEqual([expect.stringMatching(/^update app-A-/)]);
});

test("no tags in an update keep the old ones, an empty list removes them", async () => {
  const Tags = [{ Key: "k", Value: "1" }];
  await create(aws.client, { StackName: "app", TemplateBody: template({ A: thing() }), Tags });
  const kept = await update(aws.client, { StackName: "app", TemplateBody: template({ B: thing() }) });
  expect(kept.Tags).toEqual(Tags);
  const bare = await update(aws.client, { StackName: "app", UsePreviousTemplate: true, Tags: [] });
  expect(bare.Tags).toEqual([]);
});

test("parameters keep their value only where that is asked for", async () => {
  const rest = { Parameters: { P: { Type: "String", Default: "d" }, Q: { Type: "String" } } };
  const body = template({ A: thing({ Name: "a", P: { Ref: "P" }, Q: { Ref: "Q" } }) }, rest);
  const Q = { ParameterKey: "Q", ParameterValue: "q" };
  const P = { ParameterKey: "P", ParameterValue: "p" };
  await create(aws.client, { StackName: "app", TemplateBody: body, Parameters: [P, Q] });
  const forgotten = updateApp({ UsePreviousTemplate: true, Parameters: [P] });
  expect((await refusal(aws.client.send(forgotten))).message).toBe("Parameters: [Q] must have values");
  await update(aws.client, {
    StackName: "app",
    UsePreviousTemplate: true,
    Parameters: [{ ParameterKey: "Q", UsePreviousValue: true }],
  });
  expect(aws.host.things.get("a")).toEqual({ Name: "a", P: "d", Q: "q" });
});

test("what replaces a resource is made first, and the old one goes in the cleanup", async () => {
  await begin({ A: thing({ Key: 1 }), User: thing({ Name: "user", Of: { Ref: "A" } }) });
  const [old] = [...aws.host.things.keys()];
  const body = template({ A: thing({ Key: 2 }), User: thing({ Name: "user", Of: { Ref: "A" } }) });
  await update(aws.client, { StackName: "app", TemplateBody: body });
  expect(aws.host.calls).toEqual([`update ${old}`, "update user", `delete ${old}`]);
  expect(aws.host.things.get("user")?.Of).toBe(`${old}-1`);
});

test("resources that left the template are deleted, unless they are to be retained", async () => {
  await begin({
    A: thing({ Name: "a" }),
    B: thing({ Name: "b" }),
    C: thing({ Name: "c" }, { DeletionPolicy: "Retain" }),
  });
  await update(aws.client, { StackName: "app", TemplateBody: template({ A: thing({ Name: "a" }) }) });
  expect([...aws.host.things.keys()]).toEqual(["a", "c"]);
  const { StackResourceSummaries } = await aws.client.send(
    new ListStackResourcesCommand({ StackName: "app" }),
  );
  expect(StackResourceSummaries?.map((one) => one.LogicalResourceId)).toEqual(["A"]);
});

test("a failed update is rolled back: changed, replaced and new resources, outputs, parameters and tags", async () => {
  const Outputs = { Of: { Value: { Ref: "Replaced" } } };
  await create(aws.client, {
    StackName: "app",
    TemplateBody: template(
      { Changed: thing({ Name: "c", Size: 1 }), Replaced: thing({ Key: 1 }) },
      { Outputs },
    ),
    Tags: [{ Key: "version", Value: "old" }],
  });
  const before = await describeStack(aws.client, "app");
  const things = new Map(aws.host.things);
  const body = template(
    {
      Changed: thing({ Name: "c", Size: 2 }),
      Replaced: thing({ Key: 2 }),
      New: thing({ Name: "new" }),
      Bad: thing({}, { DependsOn: ["Changed", "Replaced", "New"], ...failing("create") }),
    },
    { Outputs },
  );
  const Tags = [{ Key: "version", Value: "new" }];
  const stack = await update(aws.client, { StackName: "app", TemplateBody: body, Tags });
  expect(stack.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
  expect(stack.Outputs).toEqual(before.Outputs);
  expect(stack.Tags).toEqual(before.Tags);
  expect(aws.host.things).toEqual(things);
  const lines = await eventLines(aws.client, "app");
  expect(lines).toContain(
    "app UPDATE_ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [Bad].",
  );
  expect(lines).toContain("app UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS");
  const again = await update(aws.client, { StackName: "app", TemplateBody: template({ A: thing() }) });
  expect(again.StackStatus).toBe("UPDATE_COMPLETE");
});

/** Ends in UPDATE_ROLLBACK_FAILED: A cannot go back. */
async function failRollback(times: Record<string, unknown> = {}) {
  await begin({ A: thing({ Name: "a", Size: 1 }), B: thing({ Name: "b" }) });
  const body = template({
    A: thing({ Name: "a", Size: 2 }, failing("rollback", times)),
    B: thing({ Name: "b", Size: 2 }, { DependsOn: "A", ...failing("update") }),
  });
  return update(aws.client, { StackName: "app", TemplateBody: body });
}

test("a rollback that fails can be continued", async () => {
  const failed = await failRollback({ Times: 1 });
  expect(failed.StackStatus).toBe("UPDATE_ROLLBACK_FAILED");
  expect(failed.StackStatusReason).toBe("The following resource(s) failed to update: [A].");
  const blocked = updateApp({ TemplateBody: template({ A: thing() }) });
  expect((await refusal(aws.client.send(blocked))).message).toBe(
    `Stack:${failed.StackId} is in UPDATE_ROLLBACK_FAILED state and can not be updated.`,
  );
  await aws.client.send(new ContinueUpdateRollbackCommand({ StackName: "app" }));
  expect((await describeStack(aws.client, "app")).StackStatus).toBe("UPDATE_ROLLBACK_IN_PROGRESS");
  expect((await settled(aws.client, "app")).StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
  expect(aws.host.things.get("a")).toEqual({ Name: "a", Size: 1 });
});

test("a resource that never goes back can be skipped", async () => {
  await failRollback();
  await aws.client.send(new ContinueUpdateRollbackCommand({ StackName: "app" }));
  expect((await settled(aws.client, "app")).StackStatus).toBe("UPDATE_ROLLBACK_FAILED");
  const wrong = new ContinueUpdateRollbackCommand({ StackName: "app", ResourcesToSkip: ["B"] });
  expect((await refusal(aws.client.send(wrong))).name).toBe("ValidationError");
  await aws.client.send(new ContinueUpdateRollbackCommand({ StackName: "app", ResourcesToSkip: ["A"] }));
  expect((await settled(aws.client, "app")).StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
});

test("a rollback can only be continued where one has failed", async () => {
  await begin({ A: thing() });
  const call = aws.client.send(new ContinueUpdateRollbackCommand({ StackName: "app" }));
  expect((await refusal(call)).message).toMatch(/is in CREATE_COMPLETE state/);
});

test("without rollback a failed update stays as it is, and can be updated again", async () => {
  await begin({ A: thing({ Name: "a", Size: 1 }) });
  const TemplateBody = template({ A: thing({ Name: "a", Size: 2 }, failing("update")) });
  const failed = await update(aws.client, { StackName: "app", TemplateBody, DisableRollback: true });
  expect(failed).toMatchObject({ StackStatus: "UPDATE_FAILED" });
  const mended = { StackName: "app", TemplateBody: template({ A: thing({ Name: "a", Size: 2 }) }) };
  expect((await refusal(update(aws.client, mended))).message).toMatch(/non-terminal \[UPDATE_FAILED\] state/);
  const stack = await update(aws.client, { ...mended, DisableRollback: true });
  expect(stack.StackStatus).toBe("UPDATE_COMPLETE");
  expect(aws.host.things.get("a")).toEqual({ Name: "a", Size: 2 });
});

test("updates left failed are rolled back on demand, to what was before the first of them", async () => {
  await begin({ A: thing({ Name: "a", Size: 1 }), B: thing({ Key: 1 }) });
  const failed = (size: number) =>
    template({
      A: thing({ Name: "a", Size: size }),
      B: thing({ Key: size }),
      New: thing({ Name: "new" }),
      Bad: thing({}, { DependsOn: ["A", "B", "New"], ...failing("create") }),
    });
  await update(aws.client, { StackName: "app", TemplateBody: failed(2), DisableRollback: true });
  const again = await update(aws.client, {
    StackName: "app",
    TemplateBody: failed(3),
    DisableRollback: true,
  });
  expect(again.StackStatus).toBe("UPDATE_FAILED");
  const { OperationId } = await aws.client.send(new RollbackStackCommand({ StackName: "app" }));
  expect(OperationId).toBeDefined();
  const stack = await settled(aws.client, "app");
  expect(stack.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
  expect([...aws.host.things.values()]).toEqual([{ Name: "a", Size: 1 }, { Key: 1 }]);
  const { TemplateBody } = await aws.client.send(new GetTemplateCommand({ StackName: "app" }));
  expect(TemplateBody).not.toContain("Bad");
});

test("a creation left failed is rolled back to nothing; nothing else can be rolled back", async () => {
  const TemplateBody = template({ A: thing(), Bad: thing({}, { DependsOn: "A", ...failing("create") }) });
  await create(aws.client, { StackName: "app", TemplateBody, DisableRollback: true });
  expect(aws.host.things.size).toBe(1);
  await aws.client.send(new RollbackStackCommand({ StackName: "app" }));
  expect((await settled(aws.client, "app")).StackStatus).toBe("ROLLBACK_COMPLETE");
  expect(aws.host.things.size).toBe(0);
  const call = aws.client.send(new RollbackStackCommand({ StackName: "app" }));
  expect((await refusal(call)).message).toMatch(/is in ROLLBACK_COMPLETE state and can not be rolled back/);
});

test("a resource is not replaced while the rollback is disabled", async () => {
  const queue = (name: string) => ({ Q: { Type: "AWS::SQS::Queue", Properties: { QueueName: name } } });
  await begin(queue("a"));
  const stack = await update(aws.client, {
    StackName: "app",
    TemplateBody: template(queue("b")),
    DisableRollback: true,
  });
  expect(stack.StackStatus).toBe("UPDATE_FAILED");
  expect(await eventLines(aws.client, "app")).toContain(
    "Q UPDATE_FAILED: Replacement type updates not supported on stack with disable-rollback.",
  );
});

test("what a failed change left behind goes with the next one, or with the stack", async () => {
  await begin({ A: thing({ Key: 1 }) });
  const replacing = (key: number) =>
    template({ A: thing({ Key: key }), Bad: thing({}, { DependsOn: "A", ...failing("create") }) });
  await update(aws.client, { StackName: "app", TemplateBody: replacing(2), DisableRollback: true });
  expect(aws.host.things.size).toBe(2);
  const mended = template({ A: thing({ Key: 2 }) });
  await update(aws.client, { StackName: "app", TemplateBody: mended, DisableRollback: true });
  expect([...aws.host.things.values()]).toEqual([{ Key: 2 }]);
  await update(aws.client, { StackName: "app", TemplateBody: replacing(3), DisableRollback: true });
  expect((await remove(aws.client, "app")).StackStatus).toBe("DELETE_COMPLETE");
  expect(aws.host.things.size).toBe(0);
});

test("a stack whose rollback failed can be deleted with all it has", async () => {
  await failRollback();
  expect((await remove(aws.client, "app")).StackStatus).toBe("DELETE_COMPLETE");
  expect(aws.host.things.size).toBe(0);
});

test("while one change runs every other is refused", async () => {
  await begin({ A: thing({ Name: "a" }) });
  const TemplateBody = template({ A: thing({ Name: "a", Size: 2 }) });
  const { StackId } = await aws.client.send(updateApp({ TemplateBody, ClientRequestToken: "t" }));
  const again = await aws.client.send(updateApp({ TemplateBody, ClientRequestToken: "t" }));
  expect(again.StackId).toBe(StackId);
  expect(await refusal(aws.client.send(updateApp({ TemplateBody })))).toEqual({
    name: "ValidationError",
    message: `Stack:${StackId} is in UPDATE_IN_PROGRESS state and can not be updated.`,
  });
  expect((await refusal(aws.client.send(new DeleteStackCommand({ StackName: "app" })))).message).toBe(
    `Stack [${StackId}] cannot be deleted while in status UPDATE_IN_PROGRESS`,
  );
  expect((await settled(aws.client, "app")).StackStatus).toBe("UPDATE_COMPLETE");
});

test("an update can be cancelled, which rolls it back", async () => {
  await begin({ A: thing({ Name: "a", Size: 1 }) });
  const slow = failing([], { DurationMs: 60_000 });
  const Resources = { A: thing({ Name: "a", Size: 2 }), Slow: thing({}, { DependsOn: "A", ...slow }) };
  await aws.client.send(updateApp({ TemplateBody: template(Resources) }));
  await describeStack(aws.client, "app");
  await aws.client.send(new CancelUpdateStackCommand({ StackName: "app" }));
  expect((await settled(aws.client, "app")).StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
  expect(aws.host.things.get("a")).toEqual({ Name: "a", Size: 1 });
});

test("a resource cannot become another type, and a rolled back creation cannot be updated", async () => {
  await begin({ A: thing() });
  const other = updateApp({ TemplateBody: template({ A: { Type: "Test::Other::Thing" } }) });
  expect((await refusal(aws.client.send(other))).message).toMatch(/resource type is not permitted.*\[A\]$/);
  await create(aws.client, { StackName: "bad", TemplateBody: template({ A: thing({}, failing("create")) }) });
  const call = aws.client.send(
    new UpdateStackCommand({ StackName: "bad", TemplateBody: template({ A: thing() }) }),
  );
  expect((await refusal(call)).message).toMatch(/is in ROLLBACK_COMPLETE state and can not be updated\.$/);
});

test("a stack that is not there cannot be updated", async () => {
  const call = aws.client.send(updateApp({ TemplateBody: template({ A: thing() }) }));
  expect(await refusal(call)).toEqual({ name: "ValidationError", message: "Stack [app] does not exist" });
});
