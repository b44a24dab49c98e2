import type { StackIdentity } from "../intrinsics/pseudo-parameters.ts";
import type { Stack } from "./model.ts";

/** Who a stack is, for its pseudo parameters. */
export function identityOf(stack: Stack): StackIdentity {
  return {
    account: stack.account,
    region: stack.region,
    stackId: stack.id,
    stackName: stack.name,
    notificationArns: stack.definition.notificationArns,
  };
}
