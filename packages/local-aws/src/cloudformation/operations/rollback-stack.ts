import { randomUUID } from "node:crypto";
import { beginRollback } from "../engine/begin-rollback.ts";
import { isExpress } from "../engine/begin-update.ts";
import { newOperation } from "../engine/definition.ts";
import { recordStackStatus } from "../engine/events.ts";
import { validationError } from "../errors.ts";
import { clientToken } from "./client-token.ts";
import { isLeftFailed } from "./express-mode.ts";
import type { Operation } from "./operation.ts";
import { liveStack } from "./stack-of.ts";

/** Takes a stack that was left failed back to its last stable state: what it was, or nothing at all. */
export const rollbackStack: Operation = async (context) => {
  const { account, clock, engine } = context;
  const stack = liveStack(context);
  const token = clientToken(context, stack, "RollbackStack");
  if (token.isRepeated) return { StackId: stack.id };
  if (!isLeftFailed(stack)) {
    throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be rolled back.`);
  }
  if (isExpress(stack)) {
    throw validationError(
      "RollbackStack is not supported for stacks that were last updated using EXPRESS deployment mode and are in a failed state",
    );
  }
  const accepted = token.accept(stack);
  const change = { reason: "User Initiated", at: clock.now() };
  if (stack.failedUpdate) {
    stack.operation = { ...newOperation(stack, accepted), ...stack.failedUpdate };
    beginRollback(stack, change);
  } else {
    stack.operation = newOperation(stack, accepted);
    recordStackStatus(stack, { status: "ROLLBACK_IN_PROGRESS", ...change });
  }
  engine.start(account, stack);
  await account.save(stack);
  return { StackId: stack.id, OperationId: randomUUID() };
};
