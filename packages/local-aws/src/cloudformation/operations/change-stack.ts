import type { AccountStacks } from "../engine/account-stacks.ts";
import { beginUpdate, isExpress, takeOptions } from "../engine/begin-update.ts";
import { newOperation } from "../engine/definition.ts";
import { recordStackStatus } from "../engine/events.ts";
import { isInProgress, isLive, isUpdatable, type Stack } from "../engine/model.ts";
import { previewChanges } from "../engine/preview-changes.ts";
import { constraintError, notUpdatable, validationError } from "../errors.ts";
import { clientToken } from "./client-token.ts";
import { assertExpressTemplate, assertRollbackDisabled, assertSameMode } from "./express-mode.ts";
import { failureOptions } from "./failure-options.ts";
import { givenTemplate } from "./given-template.ts";
import { addNewStack } from "./new-stack.ts";
import type { Operation, OperationContext } from "./operation.ts";
import { readDefinition } from "./read-definition.ts";
import { liveStack, rootOf } from "./stack-of.ts";

export const createStack: Operation = async (context) => {
  const { account, clock, engine, params } = context;
  const given = await givenTemplate(context);
  const existing = account.find(params.requiredText("StackName"));
  const token = clientToken(context, existing, "CreateStack");
  if (existing && token.isRepeated) return { StackId: existing.id };
  const options = failureOptions(params);
  const { definition, template } = readDefinition(context, given);
  if (isExpress(options)) assertExpressTemplate(template);
  const stack = addNewStack(context, definition);
  takeOptions(stack, options);
  stack.terminationProtection = params.flag("EnableTerminationProtection") ?? false;
  const timeout = params.number("TimeoutInMinutes");
  if (timeout !== undefined) stack.timeoutInMinutes = timeout;
  const { onFailure } = options;
  stack.operation = newOperation(stack, { onFailure, isExpress: isExpress(options), ...token.accept(stack) });
  recordStackStatus(stack, { status: "CREATE_IN_PROGRESS", reason: "User Initiated", at: clock.now() });
  engine.start(account, stack);
  await account.save(stack);
  return { StackId: stack.id };
};

export const updateStack: Operation = async (context) => {
  const { account, clock, engine, params } = context;
  const given = await givenTemplate(context);
  const stack = liveStack(context);
  const token = clientToken(context, stack, "UpdateStack");
  if (token.isRepeated) return { StackId: stack.id };
  if (!isUpdatable(stack)) throw notUpdatable(stack.id, stack.status);
  const options = failureOptions(params);
  assertSameMode(stack, options);
  assertRollbackDisabled(stack, options.disableRollback);
  const { definition, template } = readDefinition(context, given, stack);
  if (isExpress(options)) assertExpressTemplate(template);
  if (!hasChanges(context, stack, { definition, template })) {
    throw validationError("No updates are to be performed.");
  }
  beginUpdate(stack, { definition, ...options, at: clock.now(), ...token.accept(stack) });
  engine.start(account, stack);
  await account.save(stack);
  return { StackId: stack.id };
};

function hasChanges(
  { account }: OperationContext,
  stack: Stack,
  wanted: ReturnType<typeof readDefinition>,
): boolean {
  try {
    return previewChanges({ stacks: account.stacks, stack, ...wanted }).isChange;
  } catch {
    // A missing export, say: UpdateStack takes it, and the update fails.
    return true;
  }
}

export const deleteStack: Operation = async (context) => {
  const { account, clock, engine, params } = context;
  const stack = account.find(params.requiredText("StackName"));
  // A stack that is not there needs no deleting; one that is being deleted already is.
  if (!stack || !isLive(stack) || stack.status === "DELETE_IN_PROGRESS") return undefined;
  const token = clientToken(context, stack, "DeleteStack");
  if (token.isRepeated) return undefined;
  assertDeletable(account, stack);
  const { skip, isForced } = deletionOptions(params, stack);
  const isExpressDelete = isExpress(failureOptions(params));
  stack.operation = newOperation(stack, {
    skip,
    isForced,
    isExpress: isExpressDelete,
    ...token.accept(stack),
  });
  if (isForced) stack.deletionMode = forced;
  recordStackStatus(stack, { status: "DELETE_IN_PROGRESS", reason: "User Initiated", at: clock.now() });
  engine.start(account, stack);
  await account.save(stack);
  return undefined;
};

const forced = "FORCE_DELETE_STACK";

/** What may stay behind: only of a stack that could not be deleted. @throws ValidationError. */
function deletionOptions(params: OperationContext["params"], stack: Stack) {
  const skip = params.texts("RetainResources") ?? [];
  const mode = params.text("DeletionMode") ?? "STANDARD";
  if (![forced, "STANDARD"].includes(mode)) {
    throw constraintError(mode, "deletionMode", `satisfy enum value set: [STANDARD, ${forced}]`);
  }
  const isForced = mode === forced;
  const asked = [...(skip.length > 0 ? ["RetainResources"] : []), ...(isForced ? [forced] : [])];
  if (asked.length > 0 && stack.status !== "DELETE_FAILED") {
    throw validationError(
      `Invalid operation on stack [${stack.id}]. ${asked.join(" and ")} can be specified only when the stack is in DELETE_FAILED status.`,
    );
  }
  // AWS's words, seen in rebuy-de/aws-nuke#270.
  if (skip.some((id) => stack.resources[id]?.status === "DELETE_COMPLETE")) {
    throw validationError(
      "The specified resources to retain must be in a valid state. Do not specify resources that are in the DELETE_COMPLETE state.",
    );
  }
  return { skip, isForced };
}

/** A stack that is being created may be deleted; in the middle of any other change it may not. */
function assertDeletable(account: AccountStacks, stack: Stack): void {
  if (rootOf(account, stack).terminationProtection) {
    throw validationError(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`);
  }
  if (isInProgress(stack.status) && stack.status !== "CREATE_IN_PROGRESS") {
    throw validationError(`Stack [${stack.id}] cannot be deleted while in status ${stack.status}`);
  }
}
