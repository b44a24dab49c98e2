import { pageOf } from "../../wire/page.ts";
import type { Answer } from "../../wire/query-answer.ts";
import { isLive, type Stack, type Tag } from "../engine/model.ts";
import { readTemplate } from "../template/read-template.ts";
import type { Operation } from "./operation.ts";
import { knownStack, rootOf } from "./stack-of.ts";

export const describeStacks: Operation = (context) => {
  const { account, gate, pageSizes, params } = context;
  if (params.text("StackName") !== undefined) {
    const stack = knownStack(context);
    const EnableTerminationProtection = rootOf(account, stack).terminationProtection;
    const answer = { Stacks: [{ ...describeStack(stack), EnableTerminationProtection }] };
    gate.seen(stack.id);
    return answer;
  }
  const described = new Map<Stack, Answer>();
  const page = pageOf(newestFirst(account.stacks.filter(isLive)), {
    keyOf: (stack) => -stack.sequence,
    sizeOf: (stack) => {
      const answer = describeStack(stack);
      described.set(stack, answer);
      return JSON.stringify(answer).length;
    },
    size: pageSizes.stacks,
    token: params.text("NextToken"),
  });
  const answer = {
    Stacks: page.items.flatMap((stack) => described.get(stack) ?? []),
    NextToken: page.nextToken,
  };
  for (const stack of page.items) gate.seen(stack.id);
  return answer;
};

export const listStacks: Operation = ({ account, gate, pageSizes, params }) => {
  const wanted = params.texts("StackStatusFilter") ?? [];
  const stacks = account.stacks.filter(({ status }) => wanted.length === 0 || wanted.includes(status));
  const page = pageOf(newestFirst(stacks), {
    keyOf: (stack) => -stack.sequence,
    size: pageSizes.stacks,
    token: params.text("NextToken"),
  });
  const answer = { StackSummaries: page.items.map(summarise), NextToken: page.nextToken };
  for (const stack of page.items) gate.seen(stack.id);
  return answer;
};

function newestFirst(stacks: Stack[]): Stack[] {
  return [...stacks].sort((a, b) => b.sequence - a.sequence);
}

/** What is told of a stack, by name or among all; its termination protection is told by name alone. */
function describeStack(stack: Stack): Answer {
  const { definition } = stack;
  return {
    ...summarise(stack),
    TemplateDescription: undefined,
    Description: readTemplate(definition.templateBody)?.description,
    ChangeSetId: stack.changeSetId,
    Parameters: parametersOf(definition),
    DisableRollback: stack.disableRollback,
    DeploymentConfig: deploymentConfigAnswer(stack.deploymentConfig),
    NotificationARNs: definition.notificationArns,
    TimeoutInMinutes: stack.timeoutInMinutes,
    Capabilities: nonEmpty(definition.capabilities),
    RoleARN: definition.roleArn,
    Tags: definition.tags.map(tagAnswer),
    Outputs: nonEmpty(
      stack.outputs.map((output) => ({
        OutputKey: output.key,
        OutputValue: output.value,
        Description: output.description,
        ExportName: output.exportName,
      })),
    ),
    RollbackConfiguration: {},
    DeletionMode: stack.deletionMode,
  };
}

function summarise(stack: Stack): Answer {
  return {
    StackId: stack.id,
    StackName: stack.name,
    TemplateDescription: readTemplate(stack.definition.templateBody)?.description,
    CreationTime: new Date(stack.createdAt),
    LastUpdatedTime: dateOf(stack.updatedAt),
    DeletionTime: dateOf(stack.deletedAt),
    StackStatus: stack.status,
    StackStatusReason: stack.reason,
    ParentId: stack.parentId,
    RootId: stack.rootId,
    DriftInformation: { StackDriftStatus: "NOT_CHECKED" },
  };
}

/** Told where the operation said one. */
export function deploymentConfigAnswer(config: Stack["deploymentConfig"]): Answer | undefined {
  return config && { Mode: config.mode, DisableRollback: config.disableRollback };
}

/** The values a definition has; those of NoEcho parameters are told to nobody. */
export function parametersOf({
  parameters,
  lookedUp = {},
  templateBody,
}: Stack["definition"]): Answer[] | undefined {
  const definitions = readTemplate(templateBody)?.parameters ?? {};
  return nonEmpty(
    Object.entries(parameters).map(([key, value]) => ({
      ParameterKey: key,
      ParameterValue: definitions[key]?.noEcho ? "****" : value,
      ResolvedValue: lookedUp[key],
    })),
  );
}

export function tagAnswer({ key, value }: Tag): Answer {
  return { Key: key, Value: value };
}

function dateOf(ms: number | undefined): Date | undefined {
  return ms === undefined ? undefined : new Date(ms);
}

/** AWS leaves an empty list of these out. */
function nonEmpty<Item>(items: Item[]): Item[] | undefined {
  return items.length > 0 ? items : undefined;
}
