import { randomUUID } from "node:crypto";
import { AwsError } from "../../gateway/service.ts";
import { beginUpdate, isExpress, takeOptions } from "../engine/begin-update.ts";
import { newOperation } from "../engine/definition.ts";
import { recordStackStatus } from "../engine/events.ts";
import { type ChangeSet, isLive, isUpdatable, type Stack } from "../engine/model.ts";
import { constraintError, notUpdatable, stackMissing, validationError } from "../errors.ts";
import { changeSetOf, findChangeSet } from "./change-set-of.ts";
import { clientToken } from "./client-token.ts";
import { assertExpressTemplate, assertRollbackDisabled, assertSameMode } from "./express-mode.ts";
import { type FailureOptions, failureOptions } from "./failure-options.ts";
import { givenTemplate } from "./given-template.ts";
import { addNewStack } from "./new-stack.ts";
import type { Operation, OperationContext } from "./operation.ts";
import { readDefinition } from "./read-definition.ts";

export const createChangeSet: Operation = async (context) => {
  const { account, engine, params } = context;
  const name = params.requiredText("ChangeSetName");
  if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name)) {
    throw constraintError(name, "changeSetName", "satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*");
  }
  const given = await givenTemplate(context);
  const existing = existingStack(context);
  const same = existing?.changeSets.find((one) => one.name === name);
  if (existing && same) return repeated(context, existing, same);
  const options = failureOptions(params);
  if (existing) assertSameMode(existing, options);
  const { definition, template } = readDefinition(context, given, existing);
  if (isExpress(options)) assertExpressTemplate(template);
  const changeSet = newChangeSet(context, { name, definition, kind: kindOf(params), options });
  const stack = existing ?? stackInReview(context);
  stack.changeSets.push(changeSet);
  engine.startChangeSet(account, stack, changeSet);
  await account.save(stack);
  return { Id: changeSet.id, StackId: stack.id };
};

/** The stack to change; none where one is to be created. @throws where the type of change does not fit. */
function existingStack({ account, params }: OperationContext): Stack | undefined {
  const name = params.requiredText("StackName");
  const stack = account.find(name);
  const isThere = stack !== undefined && isLive(stack);
  if (kindOf(params) === "UPDATE") {
    if (!isThere) throw stackMissing(name);
    if (!isUpdatable(stack)) throw notUpdatable(stack.id, stack.status);
    return stack;
  }
  if (!isThere) return undefined;
  if (stack.status === "REVIEW_IN_PROGRESS") return stack;
  const changeSetName = params.text("ChangeSetName");
  throw validationError(
    `Stack [${name}] already exists and cannot be created again with the changeSet [${changeSetName}].`,
  );
}

function kindOf(params: OperationContext["params"]): ChangeSet["kind"] {
  const kind = params.text("ChangeSetType") ?? "UPDATE";
  if (kind === "CREATE" || kind === "UPDATE") return kind;
  throw validationError(`local-aws knows change sets of type CREATE and UPDATE, not ${kind}.`);
}

function repeated({ params }: OperationContext, stack: Stack, same: ChangeSet) {
  const token = params.text("ClientToken");
  if (token !== undefined && token === same.token) return { Id: same.id, StackId: stack.id };
  throw new AwsError("AlreadyExistsException", `ChangeSet ${same.name} already exists`);
}

/** Until its first change set is executed a stack has nothing, not even a template or tags. */
function stackInReview(context: OperationContext): Stack {
  const nothing = { templateBody: "", parameters: {}, tags: [], capabilities: [], notificationArns: [] };
  const stack = addNewStack(context, nothing);
  recordStackStatus(stack, {
    status: "REVIEW_IN_PROGRESS",
    reason: "User Initiated",
    at: context.clock.now(),
  });
  return stack;
}

function newChangeSet(
  { caller, clock, params }: OperationContext,
  { options, ...parts }: Pick<ChangeSet, "name" | "definition" | "kind"> & { options: FailureOptions },
): ChangeSet {
  const description = params.text("Description");
  const token = params.text("ClientToken");
  return {
    ...parts,
    id: `arn:aws:cloudformation:${caller.region}:${caller.account}:changeSet/${parts.name}/${randomUUID()}`,
    status: "CREATE_IN_PROGRESS",
    executionStatus: "UNAVAILABLE",
    createdAt: clock.now(),
    changes: [],
    onFailure: options.onFailure,
    ...(options.deploymentConfig === undefined ? {} : { deploymentConfig: options.deploymentConfig }),
    ...(description === undefined ? {} : { description }),
    ...(token === undefined ? {} : { token }),
  };
}

export const executeChangeSet: Operation = async (context) => {
  const { account, clock, engine, params } = context;
  const { stack, changeSet } = changeSetOf(context);
  const token = clientToken(context, stack, "ExecuteChangeSet");
  if (token.isRepeated) return {};
  assertExecutable(stack, changeSet);
  const disableRollback = params.flag("DisableRollback") ?? changeSet.onFailure === "DO_NOTHING";
  assertRollbackDisabled(stack, disableRollback);
  const options = { disableRollback, deploymentConfig: changeSet.deploymentConfig };
  const at = clock.now();
  stack.changeSetId = changeSet.id;
  if (stack.status === "REVIEW_IN_PROGRESS") {
    stack.definition = changeSet.definition;
    takeOptions(stack, options);
    const onFailure = disableRollback ? "DO_NOTHING" : changeSet.onFailure;
    const accepted = token.accept(stack);
    stack.operation = newOperation(stack, { onFailure, isExpress: isExpress(options), ...accepted });
    recordStackStatus(stack, { status: "CREATE_IN_PROGRESS", reason: "User Initiated", at });
  } else {
    beginUpdate(stack, { definition: changeSet.definition, ...options, at, ...token.accept(stack) });
  }
  // All others were made for a stack that is no more.
  stack.changeSets = [changeSet];
  changeSet.executionStatus = "EXECUTE_COMPLETE";
  engine.start(account, stack);
  await account.save(stack);
  return {};
};

function assertExecutable(stack: Stack, changeSet: ChangeSet): void {
  if (changeSet.status !== "CREATE_COMPLETE") {
    throw new AwsError(
      "InvalidChangeSetStatus",
      `ChangeSet [${changeSet.id}] cannot be executed in its current status of [${changeSet.status}]`,
    );
  }
  if (changeSet.executionStatus !== "AVAILABLE") {
    throw new AwsError(
      "InvalidChangeSetStatus",
      `ChangeSet [${changeSet.id}] cannot be executed in its current execution status of [${changeSet.executionStatus}]`,
    );
  }
  if (stack.status !== "REVIEW_IN_PROGRESS" && !isUpdatable(stack)) {
    throw notUpdatable(stack.id, stack.status);
  }
}

/** Deleting one that is not there is no error; its stack stays, also where it was the only reason for it. */
export const deleteChangeSet: Operation = async (context) => {
  const found = findChangeSet(context);
  if (!found) return {};
  const { stack, changeSet } = found;
  stack.changeSets = stack.changeSets.filter((one) => one !== changeSet);
  await context.account.save(stack);
  return {};
};
