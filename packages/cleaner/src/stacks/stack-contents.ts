import {
  type CloudFormationClient,
  paginateListStackResources,
  type StackResourceSummary,
} from "@aws-sdk/client-cloudformation";

/** A resource of a stack, or of a stack nested in it, whose id it has then. */
export interface StackContent extends StackResourceSummary {
  readonly stackId: string;
}

const nestedType = "AWS::CloudFormation::Stack";

/**
 * What is in a stack and in the stacks nested in it, deleted resources left out. By ListStackResources:
 * DescribeStackResources stops at 100 (API_DescribeStackResources). Throws the SDK's errors.
 */
export async function stackContents(client: CloudFormationClient, stackId: string): Promise<StackContent[]> {
  const own: StackContent[] = [];
  for await (const page of paginateListStackResources({ client }, { StackName: stackId })) {
    own.push(...(page.StackResourceSummaries ?? []).map((resource) => ({ ...resource, stackId })));
  }
  const there = own.filter(isThere);
  const inner = await Promise.all(there.filter(isNestedStack).map((one) => contentsOf(client, one)));
  return [...there, ...inner.flat()];
}

/** Whether a resource is a stack of its own. */
export function isNestedStack({ ResourceType }: StackResourceSummary): boolean {
  return ResourceType === nestedType;
}

function contentsOf(client: CloudFormationClient, { PhysicalResourceId: id }: StackContent) {
  return id ? stackContents(client, id) : Promise.resolve([]);
}

function isThere({ ResourceStatus }: StackContent): boolean {
  return ResourceStatus !== "DELETE_COMPLETE" && ResourceStatus !== "DELETE_SKIPPED";
}
