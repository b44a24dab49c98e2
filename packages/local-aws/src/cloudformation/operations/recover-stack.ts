import { beginRollback } from "../engine/begin-rollback.ts";
import { recordStackStatus } from "../engine/events.ts";
import type { Stack } from "../engine/model.ts";
import { validationError } from "../errors.ts";
import { clientToken } from "./client-token.ts";
import type { Operation } from "./operation.ts";
import { liveStack } from "./stack-of.ts";

export const continueUpdateRollback: Operation = async (context) => {
  const { account, clock, engine, params } = context;
  const stack = liveStack(context);
  const token = clientToken(context, stack, "ContinueUpdateRollback");
  if (token.isRepeated) return {};
  const { operation } = stack;
  if (stack.status !== "UPDATE_ROLLBACK_FAILED" || !operation) {
    throw validationError(
      `Stack:${stack.id} is in ${stack.status} state and can not continue rolling back an update.`,
    );
  }
  const skip = params.texts("ResourcesToSkip") ?? [];
  assertSkippable(stack, skip);
  operation.skip = skip;
  Object.assign(operation, token.accept(stack));
  recordStackStatus(stack, {
    status: "UPDATE_ROLLBACK_IN_PROGRESS",
    reason: "User Initiated",
    at: clock.now(),
  });
  engine.start(account, stack);
  await account.save(stack);
  return {};
};

function assertSkippable(stack: Stack, skip: string[]): void {
  const wrong = skip.filter((id) => stack.resources[id]?.status !== "UPDATE_FAILED");
  if (wrong.length === 0) return;
  throw validationError(
    `Specified resources do not belong to stack ${stack.name} or are not in UPDATE_FAILED state: [${wrong.join(", ")}]`,
  );
}

export const cancelUpdateStack: Operation = async (context) => {
  const { account, clock, engine } = context;
  const stack = liveStack(context);
  if (stack.status !== "UPDATE_IN_PROGRESS") {
    throw validationError("CancelUpdateStack cannot be called from current stack status");
  }
  beginRollback(stack, { reason: "User Initiated", at: clock.now() });
  engine.start(account, stack);
  await account.save(stack);
  return undefined;
};

export const updateTerminationProtection: Operation = async (context) => {
  const stack = liveStack(context);
  context.params.requiredText("EnableTerminationProtection");
  if (stack.parentId !== undefined) {
    throw validationError(
      `Termination protection is set at the root stack ${stack.rootId}, not at its nested stack [${stack.name}]`,
    );
  }
  stack.terminationProtection = context.params.flag("EnableTerminationProtection") ?? false;
  await context.account.save(stack);
  return { StackId: stack.id };
};
