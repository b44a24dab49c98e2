import {
  type CloudFormationClient,
  CreateChangeSetCommand,
  type CreateChangeSetCommandInput,
  CreateStackCommand,
  type CreateStackCommandInput,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  type DescribeChangeSetCommandOutput,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  type Stack,
  UpdateStackCommand,
  type UpdateStackCommandInput,
} from "@aws-sdk/client-cloudformation";

const maxRounds = 2_000;

type Resources = Record<string, unknown>;

/** A template's text, of its resources and whatever else it shall have. */
export function template(resources: Resources, rest: Record<string, unknown> = {}): string {
  return JSON.stringify({ Resources: resources, ...rest });
}

/** An inert resource; `Key` in the properties is what the recording host replaces it for. */
export function thing(properties: Record<string, unknown> = {}, rest: Record<string, unknown> = {}) {
  return { Type: "Test::Inert::Thing", Properties: properties, ...rest };
}

/** `Metadata` that makes a resource fail. */
export function failing(fail: string | string[], more: Record<string, unknown> = {}) {
  return { Metadata: { LocalAws: { Fail: fail, Message: `told to fail`, ...more } } };
}

/** Describes a stack, which must be there. */
export async function describe(client: CloudFormationClient, stackName: string): Promise<Stack> {
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
  const stack = Stacks?.[0];
  if (!stack) throw new Error(`no stack ${stackName}`);
  return stack;
}

/** Describes a stack until nothing is in progress any more; every answer is an event to go on from. */
export async function settled(client: CloudFormationClient, stackName: string): Promise<Stack> {
  for (let round = 0; round < maxRounds; round++) {
    const stack = await describe(client, stackName);
    if (!stack.StackStatus?.endsWith("_IN_PROGRESS")) return stack;
  }
  throw new Error(`${stackName} does not settle`);
}

/** Creates a stack and waits until that is over, well or not. */
export async function create(client: CloudFormationClient, input: CreateStackCommandInput): Promise<Stack> {
  const { StackId } = await client.send(new CreateStackCommand(input));
  return settled(client, StackId ?? "");
}

export async function update(client: CloudFormationClient, input: UpdateStackCommandInput): Promise<Stack> {
  const { StackId } = await client.send(new UpdateStackCommand(input));
  return settled(client, StackId ?? "");
}

/** Deletes a stack and tells how that ended. */
export async function remove(client: CloudFormationClient, stackName: string): Promise<Stack> {
  const { StackId } = await describe(client, stackName);
  await client.send(new DeleteStackCommand({ StackName: stackName }));
  return settled(client, StackId ?? "");
}

/** Creates a change set and waits until its changes are known. */
export async function changeSet(
  client: CloudFormationClient,
  input: CreateChangeSetCommandInput,
): Promise<DescribeChangeSetCommandOutput> {
  const { Id } = await client.send(new CreateChangeSetCommand(input));
  for (let round = 0; round < maxRounds; round++) {
    const described = await client.send(new DescribeChangeSetCommand({ ChangeSetName: Id }));
    if (!described.Status?.endsWith("_IN_PROGRESS")) return described;
  }
  throw new Error(`${Id} does not settle`);
}

/** Executes a change set and waits until its stack is settled. */
export async function execute(
  client: CloudFormationClient,
  { ChangeSetId, StackId }: DescribeChangeSetCommandOutput,
): Promise<Stack> {
  await client.send(new ExecuteChangeSetCommand({ ChangeSetName: ChangeSetId }));
  return settled(client, StackId ?? "");
}

/** `<logical id> <status>[: reason]` of every event, oldest first. */
export async function eventLines(client: CloudFormationClient, stackName: string): Promise<string[]> {
  const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName: stackName }));
  return StackEvents.reverse().map(
    ({ LogicalResourceId, ResourceStatus, ResourceStatusReason: reason }) =>
      `${LogicalResourceId} ${ResourceStatus}${reason === undefined ? "" : `: ${reason}`}`,
  );
}

/** What a call is refused with. */
export async function refusal(call: Promise<unknown>): Promise<{ name: string; message: string }> {
  try {
    await call;
  } catch (error) {
    const { name, message } = error as Error;
    return { name, message };
  }
  throw new Error("the call was not refused");
}
