import { pageOf } from "../../wire/page.ts";
import type { Answer } from "../../wire/query-answer.ts";
import type { Change, ChangeSet, Stack } from "../engine/model.ts";
import { changeSetOf } from "./change-set-of.ts";
import { deploymentConfigAnswer, parametersOf, tagAnswer } from "./describe-stacks.ts";
import type { Operation } from "./operation.ts";
import { liveStack } from "./stack-of.ts";

export const describeChangeSet: Operation = (context) => {
  const { stack, changeSet } = changeSetOf(context);
  const { definition } = changeSet;
  const numbered = changeSet.changes.map((change, at) => ({ change, at }));
  const page = pageOf(numbered, {
    keyOf: ({ at }) => at,
    size: context.pageSizes.resources,
    token: context.params.text("NextToken"),
  });
  const answer = {
    ...summarise(stack, changeSet),
    Parameters: parametersOf(definition),
    NotificationARNs: definition.notificationArns,
    RollbackConfiguration: {},
    Capabilities: definition.capabilities,
    Tags: definition.tags.length > 0 ? definition.tags.map(tagAnswer) : undefined,
    Changes: page.items.map(({ change }) => changeAnswer(change)),
    OnStackFailure: changeSet.onFailure,
    DeploymentConfig: deploymentConfigAnswer(changeSet.deploymentConfig),
    NextToken: page.nextToken,
  };
  context.gate.seen(changeSet.id);
  return answer;
};

export const listChangeSets: Operation = (context) => {
  const stack = liveStack(context);
  const numbered = stack.changeSets.map((changeSet, at) => ({ changeSet, at }));
  const page = pageOf(numbered, {
    keyOf: ({ at }) => at,
    size: context.pageSizes.resources,
    token: context.params.text("NextToken"),
  });
  const answer = {
    Summaries: page.items.map(({ changeSet }) => summarise(stack, changeSet)),
    NextToken: page.nextToken,
  };
  for (const { changeSet } of page.items) context.gate.seen(changeSet.id);
  return answer;
};

function summarise(stack: Stack, changeSet: ChangeSet): Answer {
  return {
    StackId: stack.id,
    StackName: stack.name,
    ChangeSetId: changeSet.id,
    ChangeSetName: changeSet.name,
    Description: changeSet.description,
    CreationTime: new Date(changeSet.createdAt),
    Status: changeSet.status,
    StatusReason: changeSet.reason,
    ExecutionStatus: changeSet.executionStatus,
    IncludeNestedStacks: false,
  };
}

function changeAnswer(change: Change): Answer {
  return {
    Type: "Resource",
    ResourceChange: {
      Action: change.action,
      LogicalResourceId: change.logicalId,
      PhysicalResourceId: change.physicalId,
      ResourceType: change.type,
      Replacement: change.replacement,
      Scope: change.scope,
      Details: change.properties.map((name) => ({
        Target: {
          Attribute: "Properties",
          Name: name,
          RequiresRecreation: change.replacement === "True" ? "Conditionally" : "Never",
        },
        Evaluation: "Static",
        ChangeSource: "DirectModification",
      })),
    },
  };
}
