import { AwsError } from "../../gateway/service.ts";
import { type ChangeSet, isLive, type Stack } from "../engine/model.ts";
import { stackMissing, validationError } from "../errors.ts";
import type { OperationContext } from "./operation.ts";

export interface FoundChangeSet {
  stack: Stack;
  changeSet: ChangeSet;
}

/**
 * The change set a request names: by ARN, or by its own and its stack's name.
 * @throws ChangeSetNotFound, or ValidationError where the stack is missing or not named.
 */
export function changeSetOf(context: OperationContext): FoundChangeSet {
  const name = context.params.requiredText("ChangeSetName");
  const found = findChangeSet(context);
  if (!found) throw new AwsError("ChangeSetNotFound", `ChangeSet [${name}] does not exist`, 404);
  return found;
}

/** Like `changeSetOf`, without an error for a change set that is not there. */
export function findChangeSet({ account, params }: OperationContext): FoundChangeSet | undefined {
  const name = params.requiredText("ChangeSetName");
  if (name.startsWith("arn:")) {
    for (const stack of account.stacks) {
      const changeSet = stack.changeSets.find(({ id }) => id === name);
      if (changeSet) return { stack, changeSet };
    }
    return undefined;
  }
  const stackName = params.text("StackName");
  if (stackName === undefined) {
    throw validationError("StackName must be specified if ChangeSetName is not specified as an ARN.");
  }
  const stack = account.find(stackName);
  if (!stack || !isLive(stack)) throw stackMissing(stackName);
  const changeSet = stack.changeSets.find((one) => one.name === name);
  return changeSet && { stack, changeSet };
}
