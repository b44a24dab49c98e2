import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
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
} from "./testing/stacks.ts";

let aws: OpenCloudFormation;
beforeEach(async () => {
  aws = await openCloudFormation();
});
afterEach(() => aws.close());

test("a stack is created in the order of its dependencies, with outputs, parameters and tags", async () => {
  const body = template(
    {
      Second: thing({ Of: { "Fn::Sub": `\${First}/\${Name}` } }),
      First: thing({ Name: { Ref: "Name" } }),
      Third: thing({ Name: "third" }, { DependsOn: "Second" }),
    },
    {
      Parameters: { Name: { Type: "String" }, Secret: { Type: "String", NoEcho: true, Default: "s3cret" } },
      Outputs: {
        Arn: { Value: { "Fn::GetAtt": ["First", "Arn"] }, Description: "where it is" },
        Where: { Value: { "Fn::Join": ["/", [{ Ref: "AWS::AccountId" }, { Ref: "AWS::Region" }]] } },
      },
    },
  );
  const stack = await create(aws.client, {
    StackName: "app",
    TemplateBody: body,
    Parameters: [{ ParameterKey: "Name", ParameterValue: "first" }],
    Tags: [{ Key: "team", Value: 'a & <b>\r\n"c"' }],
  });
  expect(stack.StackStatus).toBe("CREATE_COMPLETE");
  expect(stack.Outputs).toEqual([
    { OutputKey: "Arn", OutputValue: "arn:aws:test::100000000000:first", Description: "where it is" },
    { OutputKey: "Where", OutputValue: "100000000000/eu-west-1" },
  ]);
  expect(stack.Parameters).toEqual([
    { ParameterKey: "Name", ParameterValue: "first" },
    { ParameterKey: "Secret", ParameterValue: "****" },
  ]);
  expect(stack.Tags).toEqual([{ Key: "team", Value: 'a & <b>\r\n"c"' }]);
  expect(stack.CreationTime).toBeInstanceOf(Object);
  expect(aws.host.calls[0]).toBe("create first");
  expect(aws.host.calls[2]).toBe("create third");
  const { TemplateBody } = await aws.client.send(new GetTemplateCommand({ StackName: "app" }));
  expect(TemplateBody).toBe(body);
});

test("resources without a name get one made of stack, logical id and chance", async () => {
  await create(aws.client, { StackName: "app", TemplateBody: template({ Queue: thing() }) });
  expect(aws.host.calls).toEqual([expect.stringMatching(/^create app-Queue-[A-Z0-9]{12}$/)]);
});

test("the first describe after the call sees CREATE_IN_PROGRESS, though nothing takes any time", async () => {
  await aws.client.send(new CreateStackCommand({ StackName: "app", TemplateBody: template({ A: thing() }) }));
  expect((await describeStack(aws.client, "app")).StackStatus).toBe("CREATE_IN_PROGRESS");
  expect((await settled(aws.client, "app")).StackStatus).toBe("CREATE_COMPLETE");
  expect(await eventLines(aws.client, "app")).toEqual([
    "app CREATE_IN_PROGRESS: User Initiated",
    "A CREATE_IN_PROGRESS",
    "A CREATE_IN_PROGRESS: Resource creation Initiated",
    "A CREATE_COMPLETE",
    "app CREATE_COMPLETE",
  ]);
});

test("a name that is taken is refused, and the same token twice is one stack", async () => {
  const input = { StackName: "app", TemplateBody: template({ A: thing() }), ClientRequestToken: "t1" };
  const first = await aws.client.send(new CreateStackCommand(input));
  const again = await aws.client.send(new CreateStackCommand(input));
  expect(again.StackId).toBe(first.StackId);
  await settled(aws.client, "app");
  expect(aws.host.calls).toHaveLength(1);
  const other = new CreateStackCommand({ ...input, ClientRequestToken: "t2" });
  expect(await refusal(aws.client.send(other))).toEqual({
    name: "AlreadyExistsException",
    message: "Stack [app] already exists",
  });
  const deletion = new DeleteStackCommand({ StackName: "app", ClientRequestToken: "t1" });
  expect((await refusal(aws.client.send(deletion))).name).toBe("TokenAlreadyExistsException");
});

test("a failed create is rolled back, and the events tell why", async () => {
  const body = template({
    Good: thing({ Name: "good" }),
    Bad: thing({}, { DependsOn: "Good", ...failing("create") }),
  });
  const stack = await create(aws.client, { StackName: "app", TemplateBody: body });
  expect(stack.StackStatus).toBe("ROLLBACK_COMPLETE");
  expect(aws.host.calls).toEqual(["create good", "delete good"]);
  const lines = await eventLines(aws.client, "app");
  expect(lines).toContain("Bad CREATE_FAILED: told to fail");
  expect(lines).toContain(
    "app ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [Bad]. Rollback requested by user.",
  );
  const update = aws.client.send(new CreateStackCommand({ StackName: "app", TemplateBody: body }));
  expect((await refusal(update)).name).toBe("AlreadyExistsException");
  const { StackResources } = await aws.client.send(new DescribeStackResourcesCommand({ StackName: "app" }));
  expect(StackResources?.map((one) => one.ResourceStatus)).toEqual(["DELETE_COMPLETE", "DELETE_COMPLETE"]);
});

test("one failure cancels what is being created beside it", async () => {
  const slow = failing([], { DurationMs: 60_000 });
  const body = template({ Slow: thing({}, slow), Bad: thing({}, failing("create")) });
  const stack = await create(aws.client, { StackName: "app", TemplateBody: body });
  expect(stack.StackStatus).toBe("ROLLBACK_COMPLETE");
  expect(await eventLines(aws.client, "app")).toContain("Slow CREATE_FAILED: Resource creation cancelled");
});

test("OnFailure leaves a failed stack as it is, or deletes it", async () => {
  const body = template({ Bad: thing({}, failing("create")) });
  const kept = await create(aws.client, { StackName: "kept", TemplateBody: body, OnFailure: "DO_NOTHING" });
  expect(kept).toMatchObject({ StackStatus: "CREATE_FAILED", DisableRollback: true });
  expect(kept.StackStatusReason).toBe("The following resource(s) failed to create: [Bad].");
  const gone = await create(aws.client, { StackName: "gone", TemplateBody: body, OnFailure: "DELETE" });
  expect(gone.StackStatus).toBe("DELETE_COMPLETE");
  const both = { StackName: "both", TemplateBody: body, OnFailure: "DELETE", DisableRollback: true } as const;
  expect((await refusal(aws.client.send(new CreateStackCommand(both)))).name).toBe("ValidationError");
});

test("a resource told to fail its rollback leaves ROLLBACK_FAILED", async () => {
  const body = template({
    Stuck: thing({}, failing("rollback")),
    Bad: thing({}, { DependsOn: "Stuck", ...failing("create") }),
  });
  const stack = await create(aws.client, { StackName: "app", TemplateBody: body });
  expect(stack.StackStatus).toBe("ROLLBACK_FAILED");
  expect((await remove(aws.client, "app")).StackStatus).toBe("DELETE_COMPLETE");
});

test("a failure can be confined to some accounts", async () => {
  const elsewhere = template({ A: thing({}, failing("create", { In: ["210000000001"] })) });
  expect((await create(aws.client, { StackName: "a", TemplateBody: elsewhere })).StackStatus).toBe(
    "CREATE_COMPLETE",
  );
  const here = template({ A: thing({}, failing("create", { In: [{ Ref: "AWS::AccountId" }] })) });
  expect((await create(aws.client, { StackName: "b", TemplateBody: here })).StackStatus).toBe(
    "ROLLBACK_COMPLETE",
  );
});

test("a test can make resources fail without a word in the template", async () => {
  aws.service.failResource({ logicalId: "A", account: "100000000000", message: "quota reached", times: 1 });
  const body = template({ A: thing() });
  await create(aws.client, { StackName: "first", TemplateBody: body });
  expect(await eventLines(aws.client, "first")).toContain("A CREATE_FAILED: quota reached");
  expect((await create(aws.client, { StackName: "second", TemplateBody: body })).StackStatus).toBe(
    "CREATE_COMPLETE",
  );
});

test("a stack being created may be deleted, which stops the creation", async () => {
  const body = template({ Slow: thing({}, failing([], { DurationMs: 60_000 })) });
  const { StackId } = await aws.client.send(new CreateStackCommand({ StackName: "app", TemplateBody: body }));
  await describeStack(aws.client, "app");
  await aws.client.send(new DeleteStackCommand({ StackName: "app" }));
  expect((await settled(aws.client, StackId ?? "")).StackStatus).toBe("DELETE_COMPLETE");
  expect(aws.host.things.size).toBe(0);
});

test.each([
  ["IAM", {}, [], "Requires capabilities : [CAPABILITY_IAM]"],
  ["named IAM", { RoleName: "r" }, ["CAPABILITY_IAM"], "Requires capabilities : [CAPABILITY_NAMED_IAM]"],
] as const)("%s resources need their capability", async (_what, properties, given, message) => {
  const TemplateBody = template({ Role: { Type: "AWS::IAM::Role", Properties: properties } });
  const input = { StackName: "app", TemplateBody };
  const refused = await refusal(
    aws.client.send(new CreateStackCommand({ ...input, Capabilities: [...given] })),
  );
  expect(refused).toEqual({ name: "InsufficientCapabilitiesException", message });
  const stack = await create(aws.client, { ...input, Capabilities: ["CAPABILITY_NAMED_IAM"] });
  expect(stack).toMatchObject({ StackStatus: "CREATE_COMPLETE", Capabilities: ["CAPABILITY_NAMED_IAM"] });
});

test("nothing is left of a request that was refused", async () => {
  const body = template({ A: thing() }, { Parameters: { P: { Type: "String" } } });
  const refused = await refusal(
    aws.client.send(new CreateStackCommand({ StackName: "app", TemplateBody: body })),
  );
  expect(refused).toEqual({ name: "ValidationError", message: "Parameters: [P] must have values" });
  const badName = new CreateStackCommand({ StackName: "1 app", TemplateBody: template({ A: thing() }) });
  expect((await refusal(aws.client.send(badName))).message).toContain("regular expression pattern");
  const long = `${template({ A: thing() })}${" ".repeat(51_200)}`;
  const tooLong = new CreateStackCommand({ StackName: "app", TemplateBody: long });
  expect((await refusal(aws.client.send(tooLong))).message).toContain("less than or equal to 51200");
  const Tags = Array.from({ length: 51 }, (_, at) => ({ Key: `k${at}`, Value: "v" }));
  const tagged = new CreateStackCommand({ StackName: "app", TemplateBody: template({ A: thing() }), Tags });
  expect((await refusal(aws.client.send(tagged))).message).toContain("less than or equal to 50");
  expect((await aws.client.send(new DescribeStacksCommand({}))).Stacks).toEqual([]);
});

test("regions have stacks of their own", async () => {
  await create(aws.client, { StackName: "app", TemplateBody: template({ A: thing() }) });
  const elsewhere = aws.clientIn("us-east-1");
  expect((await elsewhere.send(new DescribeStacksCommand({}))).Stacks).toEqual([]);
});
