import {
  paginateListStackResources,
  paginateListStacks,
  type StackResourceSummary,
} from "@aws-sdk/client-cloudformation";
import type { AccountContext } from "../account/account-context.ts";
import { collect } from "../kinds/kind.ts";
import { living } from "../kinds/stack.ts";

/** What the account keeps, so that it counts for nothing: what the config names, and all that is in stacks it names. */
export interface ProtectedResources {
  /** @param type the type in CloudFormation. @param names the name, and the Arn where it has one. */
  has(type: string, names: ReadonlyArray<string | undefined>): boolean;
  /** Whether the config protects a stack, or one it is nested in. */
  hasStack(stackName: string): boolean;
}

/** Reads the protected stacks of an account, the nested ones among them. Throws the SDK's errors. */
export async function readProtected(context: AccountContext): Promise<ProtectedResources> {
  const stackNames = new Set<string>();
  const ids = new Set<string>();
  for (const name of await protectedStacks(context)) stackNames.add(name);
  // A stack that is found to be nested is added, and its turn comes.
  for (const name of stackNames) {
    for (const { ResourceType = "", PhysicalResourceId } of await resourcesOf(context, name)) {
      if (!PhysicalResourceId) continue;
      if (ResourceType === "AWS::CloudFormation::Stack") stackNames.add(nameInArn(PhysicalResourceId));
      for (const id of [
        `${ResourceType} ${PhysicalResourceId}`,
        ...logGroupsOf(ResourceType, PhysicalResourceId),
      ])
        ids.add(id);
    }
  }
  return {
    has: (type, names) =>
      names.some((name) => name !== undefined && (context.keep(name) || ids.has(`${type} ${name}`))),
    hasStack: (stackName) => stackNames.has(stackName),
  };
}

async function protectedStacks(context: AccountContext): Promise<string[]> {
  const pages = paginateListStacks({ client: context.clients.cloudFormation }, { StackStatusFilter: living });
  const stacks = await collect(pages, (page) => page.StackSummaries);
  return stacks
    .filter(({ StackName = "", StackId = "" }) => context.keep(StackName) || context.keep(StackId))
    .map(({ StackName = "" }) => StackName);
}

function resourcesOf({ clients }: AccountContext, StackName: string): Promise<StackResourceSummary[]> {
  const pages = paginateListStackResources({ client: clients.cloudFormation }, { StackName });
  return collect(pages, (page) => page.StackResourceSummaries);
}

/** `arn:aws:cloudformation:<region>:<account>:stack/<name>/<id>` */
function nameInArn(stackId: string): string {
  return stackId.split("/")[1] ?? stackId;
}

/** The log groups that what a stack made writes into, by the names its service gives them. */
function logGroupsOf(type: string, id: string): string[] {
  const names: Record<string, string> = {
    "AWS::Lambda::Function": `/aws/lambda/${id}`,
    "AWS::CodeBuild::Project": `/aws/codebuild/${id}`,
  };
  const name = names[type];
  return name ? [`AWS::Logs::LogGroup ${name}`] : [];
}
