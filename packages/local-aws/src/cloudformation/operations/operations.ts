import { createChangeSet, deleteChangeSet, executeChangeSet } from "./change-sets.ts";
import { createStack, deleteStack, updateStack } from "./change-stack.ts";
import { describeChangeSet, listChangeSets } from "./describe-change-sets.ts";
import {
  describeStackEvents,
  describeStackResource,
  describeStackResources,
  listExports,
  listImports,
  listStackResources,
} from "./describe-contents.ts";
import { describeStacks, listStacks } from "./describe-stacks.ts";
import type { Operation } from "./operation.ts";
import { cancelUpdateStack, continueUpdateRollback, updateTerminationProtection } from "./recover-stack.ts";
import { rollbackStack } from "./rollback-stack.ts";
import { getTemplate, getTemplateSummary, validateTemplate } from "./templates.ts";

/** Everything of the API that is here, by its name on the wire. */
export const operations: Record<string, Operation> = {
  CancelUpdateStack: cancelUpdateStack,
  ContinueUpdateRollback: continueUpdateRollback,
  CreateChangeSet: createChangeSet,
  CreateStack: createStack,
  DeleteChangeSet: deleteChangeSet,
  DeleteStack: deleteStack,
  DescribeChangeSet: describeChangeSet,
  DescribeStackEvents: describeStackEvents,
  DescribeStackResource: describeStackResource,
  DescribeStackResources: describeStackResources,
  DescribeStacks: describeStacks,
  ExecuteChangeSet: executeChangeSet,
  GetTemplate: getTemplate,
  GetTemplateSummary: getTemplateSummary,
  ListChangeSets: listChangeSets,
  ListExports: listExports,
  ListImports: listImports,
  ListStackResources: listStackResources,
  ListStacks: listStacks,
  RollbackStack: rollbackStack,
  UpdateStack: updateStack,
  UpdateTerminationProtection: updateTerminationProtection,
  ValidateTemplate: validateTemplate,
};
