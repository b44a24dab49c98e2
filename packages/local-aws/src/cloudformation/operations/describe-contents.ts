import { pageOf } from "../../wire/page.ts";
import type { Answer } from "../../wire/query-answer.ts";
import { exportsOf, importersOf } from "../engine/exports.ts";
import type { StackEvent, StackResource } from "../engine/model.ts";
import { stackMissing, validationError } from "../errors.ts";
import type { Operation } from "./operation.ts";
import { knownStack } from "./stack-of.ts";

export const describeStackEvents: Operation = (context) => {
  const { gate, pageSizes, params } = context;
  const stack = knownStack(context, stackMissing);
  const page = pageOf([...stack.events].reverse(), {
    keyOf: (event) => -event.sequence,
    size: pageSizes.events,
    token: params.text("NextToken"),
  });
  const common = { StackId: stack.id, StackName: stack.name };
  const answer = {
    StackEvents: page.items.map((event) => ({ ...common, ...eventAnswer(event) })),
    NextToken: page.nextToken,
  };
  gate.seen(stack.id);
  return answer;
};

function eventAnswer(event: StackEvent): Answer {
  return {
    EventId: event.id,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: new Date(event.at),
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
    ResourceProperties: event.properties && JSON.stringify(event.properties),
    ClientRequestToken: event.token,
  };
}

/** This many of a stack's resources are told and no page follows: ListStackResources tells all. */
const maxResources = 100;

export const describeStackResources: Operation = (context) => {
  const { account, params } = context;
  const physicalId = params.text("PhysicalResourceId");
  const stack =
    physicalId === undefined
      ? knownStack(context)
      : account.stacks.find(({ resources }) =>
          Object.values(resources).some((one) => one.exists && one.physicalId === physicalId),
        );
  if (!stack) throw validationError(`Stack for ${physicalId} does not exist`);
  const wanted = params.text("LogicalResourceId");
  const resources = sortedResources(stack.resources).filter(
    ({ logicalId }) => wanted === undefined || logicalId === wanted,
  );
  if (wanted !== undefined && resources.length === 0) throw resourceMissing(wanted, stack.name);
  return {
    StackResources: resources.slice(0, maxResources).map((resource) => ({
      StackId: stack.id,
      StackName: stack.name,
      ...resourceAnswer(resource),
      Timestamp: new Date(resource.updatedAt),
    })),
  };
};

export const describeStackResource: Operation = (context) => {
  const stack = knownStack(context, stackMissing);
  const wanted = context.params.requiredText("LogicalResourceId");
  const resource = stack.resources[wanted];
  if (!resource) throw resourceMissing(wanted, stack.name);
  return {
    StackResourceDetail: {
      StackId: stack.id,
      StackName: stack.name,
      ...resourceAnswer(resource),
      LastUpdatedTimestamp: new Date(resource.updatedAt),
      Metadata: JSON.stringify(resource.metadata),
    },
  };
};

export const listStackResources: Operation = (context) => {
  const stack = knownStack(context);
  const page = pageOf(sortedResources(stack.resources), {
    keyOf: ({ logicalId }) => logicalId,
    size: context.pageSizes.resources,
    token: context.params.text("NextToken"),
  });
  return {
    StackResourceSummaries: page.items.map((resource) => ({
      ...resourceAnswer(resource),
      LastUpdatedTimestamp: new Date(resource.updatedAt),
    })),
    NextToken: page.nextToken,
  };
};

export const listExports: Operation = ({ account, pageSizes, params }) => {
  const page = pageOf(exportsOf(account.stacks), {
    keyOf: ({ name }) => name,
    size: pageSizes.resources,
    token: params.text("NextToken"),
  });
  return {
    Exports: page.items.map(({ name, value, stackId }) => ({
      ExportingStackId: stackId,
      Name: name,
      Value: value,
    })),
    NextToken: page.nextToken,
  };
};

export const listImports: Operation = ({ account, pageSizes, params }) => {
  const name = params.requiredText("ExportName");
  const importers = importersOf(account.stacks, name).map((stack) => stack.name);
  if (importers.length === 0) throw validationError(`Export '${name}' is not imported by any stack.`);
  const page = pageOf(importers.sort(), {
    keyOf: (importer) => importer,
    size: pageSizes.resources,
    token: params.text("NextToken"),
  });
  return { Imports: page.items, NextToken: page.nextToken };
};

function sortedResources(resources: Record<string, StackResource>): StackResource[] {
  return Object.values(resources).sort((a, b) => (a.logicalId < b.logicalId ? -1 : 1));
}

function resourceAnswer(resource: StackResource): Answer {
  return {
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId === "" ? undefined : resource.physicalId,
    ResourceType: resource.type,
    ResourceStatus: resource.status,
    ResourceStatusReason: resource.reason,
    DriftInformation: { StackResourceDriftStatus: "NOT_CHECKED" },
  };
}

function resourceMissing(logicalId: string, stackName: string) {
  return validationError(`Resource ${logicalId} does not exist for stack ${stackName}`);
}
