import type { AwsError } from "../../gateway/service.ts";
import type { AccountStacks } from "../engine/account-stacks.ts";
import { isLive, type Stack } from "../engine/model.ts";
import { stackMissing, stackWithIdMissing } from "../errors.ts";
import type { OperationContext } from "./operation.ts";

/**
 * The stack an operation is about, which must be there.
 * @throws ValidationError `Stack [x] does not exist`.
 */
export function liveStack(context: OperationContext): Stack {
  const nameOrId = context.params.requiredText("StackName");
  const stack = context.account.find(nameOrId);
  if (!stack || !isLive(stack)) throw stackMissing(nameOrId);
  return stack;
}

/**
 * The stack to tell about: a deleted one too, where it is asked for by id.
 * @throws ValidationError `Stack with id x does not exist`, or what `missing` makes.
 */
export function knownStack(
  context: OperationContext,
  missing: (nameOrId: string) => AwsError = stackWithIdMissing,
): Stack {
  const nameOrId = context.params.requiredText("StackName");
  const stack = context.account.find(nameOrId);
  if (!stack) throw missing(nameOrId);
  return stack;
}

/** The stack that is nobody's resource; for all but nested stacks the stack itself. */
export function rootOf({ stacks }: AccountStacks, stack: Stack): Stack {
  return stacks.find(({ id }) => id === stack.rootId) ?? stack;
}
