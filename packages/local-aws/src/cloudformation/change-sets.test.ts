import {
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  ListChangeSetsCommand,
  waitUntilChangeSetCreateComplete,
} from "@aws-sdk/client-cloudformation";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { type OpenCloudFormation, openCloudFormation } from "./testing/open-cloudformation.ts";
import {
  changeSet,
  create,
  describe as describeStack,
  execute,
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

const one = template({ A: thing({ Name: "a", Size: 1 }) });
const first = { StackName: "app", ChangeSetName: "cs", ChangeSetType: "CREATE", TemplateBody: one } as const;

test("a change set creates a stack: in review first, then created as described", async () => {
  const Tags = [{ Key: "k", Value: "v" }];
  const { Id, StackId } = await aws.client.send(new CreateChangeSetCommand({ ...first, Tags }));
  expect(Id).toMatch(/^arn:aws:cloudformation:eu-west-1:100000000000:changeSet\/cs\//);
  const early = await aws.client.send(new DescribeChangeSetCommand({ ChangeSetName: Id }));
  expect(early).toMatchObject({ Status: "CREATE_IN_PROGRESS", ExecutionStatus: "UNAVAILABLE" });
  await waitUntilChangeSetCreateComplete(
    { client: aws.client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 },
    { ChangeSetName: "cs", StackName: "app" },
  );
  const described = await aws.client.send(
    new DescribeChangeSetCommand({ ChangeSetName: "cs", StackName: "app" }),
  );
  expect(described).toMatchObject({ Status: "CREATE_COMPLETE", ExecutionStatus: "AVAILABLE", StackId, Tags });
  expect(described.Changes).toEqual([
    {
      Type: "Resource",
      ResourceChange: expect.objectContaining({ Action: "Add", LogicalResourceId: "A" }),
    },
  ]);
  expect(await describeStack(aws.client, "app")).toMatchObject({
    StackStatus: "REVIEW_IN_PROGRESS",
    Tags: [],
  });

  await aws.client.send(new ExecuteChangeSetCommand({ ChangeSetName: "cs", StackName: "app" }));
  expect((await describeStack(aws.client, "app")).StackStatus).toBe("CREATE_IN_PROGRESS");
  const stack = await settled(aws.client, "app");
  expect(stack).toMatchObject({ StackStatus: "CREATE_COMPLETE", ChangeSetId: Id, Tags });
  const again = aws.client.send(new ExecuteChangeSetCommand({ ChangeSetName: Id }));
  expect(await refusal(again)).toEqual({
    name: "InvalidChangeSetStatusException",
    message: `ChangeSet [${Id}] cannot be executed in its current execution status of [EXECUTE_COMPLETE]`,
  });
});

test("a change set updates a stack, telling what it will add, modify, replace and remove", async () => {
  const before = {
    A: thing({ Name: "a", Size: 1 }),
    B: thing(),
    T: table("id"),
    Of: thing({ T: { Ref: "T" } }),
  };
  await create(aws.client, { StackName: "app", TemplateBody: template(before) });
  const after = {
    A: thing({ Name: "a", Size: 2 }),
    C: thing(),
    T: table("key"),
    Of: thing({ T: { Ref: "T" } }),
  };
  const described = await changeSet(aws.client, {
    StackName: "app",
    ChangeSetName: "cs",
    TemplateBody: template(after),
  });
  const told = described.Changes?.map(({ ResourceChange: change }) =>
    [change?.Action, change?.LogicalResourceId, change?.Replacement].filter(Boolean).join(" "),
  );
  expect(told?.sort()).toEqual(["Add C", "Modify A False", "Modify Of False", "Modify T True", "Remove B"]);
  expect(aws.host.things.get("a")).toEqual({ Name: "a", Size: 1 });
  const { TemplateBody } = await aws.client.send(
    new GetTemplateCommand({ StackName: "app", ChangeSetName: "cs" }),
  );
  expect(TemplateBody).toBe(template(after));
  expect((await execute(aws.client, described)).StackStatus).toBe("UPDATE_COMPLETE");
  expect(aws.host.things.get("a")).toEqual({ Name: "a", Size: 2 });
});

function table(key: string) {
  return {
    Type: "AWS::DynamoDB::Table",
    Properties: { KeySchema: [{ AttributeName: key, KeyType: "HASH" }] },
  };
}

test("a change set without changes fails, and cannot be executed", async () => {
  await create(aws.client, { StackName: "app", TemplateBody: one, Tags: [{ Key: "k", Value: "v" }] });
  const input = { StackName: "app", ChangeSetName: "cs", TemplateBody: one };
  const described = await changeSet(aws.client, input);
  expect(described).toMatchObject({
    Status: "FAILED",
    ExecutionStatus: "UNAVAILABLE",
    StatusReason:
      "The submitted information didn't contain changes. Submit different information to create a change set.",
  });
  const call = aws.client.send(new ExecuteChangeSetCommand({ ChangeSetName: described.ChangeSetId }));
  expect((await refusal(call)).message).toMatch(/cannot be executed in its current status of \[FAILED\]$/);
  expect((await describeStack(aws.client, "app")).StackStatus).toBe("CREATE_COMPLETE");
});

test("other tags alone are a change", async () => {
  await create(aws.client, { StackName: "app", TemplateBody: one, Tags: [{ Key: "k", Value: "1" }] });
  const Tags = [{ Key: "k", Value: "2" }];
  const described = await changeSet(aws.client, {
    StackName: "app",
    ChangeSetName: "cs",
    UsePreviousTemplate: true,
    Tags,
  });
  expect(described.Changes?.[0]?.ResourceChange?.Scope).toEqual(["Tags"]);
  expect(await execute(aws.client, described)).toMatchObject({ StackStatus: "UPDATE_COMPLETE", Tags });
});

test("another output alone is a change, of no resource", async () => {
  await create(aws.client, { StackName: "app", TemplateBody: one });
  const TemplateBody = template({ A: thing({ Name: "a", Size: 1 }) }, { Outputs: { O: { Value: "o" } } });
  const described = await changeSet(aws.client, { StackName: "app", ChangeSetName: "cs", TemplateBody });
  expect(described).toMatchObject({ Status: "CREATE_COMPLETE", Changes: [] });
  const stack = await execute(aws.client, described);
  expect(stack.Outputs).toEqual([{ OutputKey: "O", OutputValue: "o" }]);
});

test("a missing export fails the change set", async () => {
  const TemplateBody = template({ A: thing({ Of: { "Fn::ImportValue": "nothing" } }) });
  const described = await changeSet(aws.client, { ...first, TemplateBody });
  expect(described).toMatchObject({ Status: "FAILED", StatusReason: "No export named nothing found." });
  expect((await remove(aws.client, "app")).StackStatus).toBe("DELETE_COMPLETE");
});

test("any other update makes a change set obsolete, and executing one drops the others", async () => {
  await create(aws.client, { StackName: "app", TemplateBody: one });
  const input = { StackName: "app", TemplateBody: template({ B: thing() }) };
  const old = await changeSet(aws.client, { ...input, ChangeSetName: "old" });
  await update(aws.client, { StackName: "app", TemplateBody: template({ C: thing() }) });
  const call = aws.client.send(new ExecuteChangeSetCommand({ ChangeSetName: old.ChangeSetId }));
  expect((await refusal(call)).message).toMatch(/current execution status of \[OBSOLETE\]$/);
  await execute(aws.client, await changeSet(aws.client, { ...input, ChangeSetName: "new" }));
  const { Summaries } = await aws.client.send(new ListChangeSetsCommand({ StackName: "app" }));
  expect(Summaries?.map((one) => [one.ChangeSetName, one.ExecutionStatus])).toEqual([
    ["new", "EXECUTE_COMPLETE"],
  ]);
});

test("a change set is deleted without touching its stack", async () => {
  await changeSet(aws.client, first);
  const named = { StackName: "app", ChangeSetName: "cs" };
  await aws.client.send(new DeleteChangeSetCommand(named));
  await aws.client.send(new DeleteChangeSetCommand(named));
  expect(await refusal(aws.client.send(new DescribeChangeSetCommand(named)))).toEqual({
    name: "ChangeSetNotFoundException",
    message: "ChangeSet [cs] does not exist",
  });
  expect((await describeStack(aws.client, "app")).StackStatus).toBe("REVIEW_IN_PROGRESS");
});

test("OnStackFailure says what becomes of a stack whose creation fails", async () => {
  const TemplateBody = template({ A: thing({}, failing("create")) });
  const deleting = await changeSet(aws.client, { ...first, TemplateBody, OnStackFailure: "DELETE" });
  expect((await execute(aws.client, deleting)).StackStatus).toBe("DELETE_COMPLETE");
  const keeping = await changeSet(aws.client, { ...first, TemplateBody, OnStackFailure: "DO_NOTHING" });
  expect((await execute(aws.client, keeping)).StackStatus).toBe("CREATE_FAILED");
});

test("change sets that do not fit their stack are refused", async () => {
  const missing = aws.client.send(new CreateChangeSetCommand({ ...first, ChangeSetType: "UPDATE" }));
  expect((await refusal(missing)).message).toBe("Stack [app] does not exist");
  const { ChangeSetId } = await changeSet(aws.client, { ...first, ClientToken: "t" });
  const again = await aws.client.send(new CreateChangeSetCommand({ ...first, ClientToken: "t" }));
  expect(again.Id).toBe(ChangeSetId);
  const taken = aws.client.send(new CreateChangeSetCommand({ ...first, ClientToken: "other" }));
  expect((await refusal(taken)).name).toBe("AlreadyExistsException");
  const review = aws.client.send(
    new CreateChangeSetCommand({ ...first, ChangeSetName: "u", ChangeSetType: "UPDATE" }),
  );
  expect((await refusal(review)).message).toMatch(/is in REVIEW_IN_PROGRESS state and can not be updated\.$/);
  await aws.client.send(new ExecuteChangeSetCommand({ ChangeSetName: ChangeSetId }));
  await settled(aws.client, "app");
  const late = aws.client.send(new CreateChangeSetCommand({ ...first, ChangeSetName: "late" }));
  expect((await refusal(late)).message).toBe(
    "Stack [app] already exists and cannot be created again with the changeSet [late].",
  );
  const nameless = aws.client.send(new DescribeChangeSetCommand({ ChangeSetName: "cs" }));
  expect((await refusal(nameless)).message).toMatch(/^StackName must be specified/);
});
