import { newOperation, snapshotOf } from "./definition.ts";
import { recordStackStatus } from "./events.ts";
import type { Definition, DeploymentConfig, Stack } from "./model.ts";

/** How a stack is told to take its operation. */
export interface OperationOptions {
  disableRollback: boolean;
  deploymentConfig?: DeploymentConfig | undefined;
}

/** Whether an operation ends when every configuration is applied. */
export function isExpress({ deploymentConfig }: Pick<OperationOptions, "deploymentConfig">): boolean {
  return deploymentConfig?.mode === "EXPRESS";
}

/** Notes on the stack how its operation is done. */
export function takeOptions(stack: Stack, options: OperationOptions): void {
  stack.disableRollback = options.disableRollback;
  if (options.deploymentConfig) stack.deploymentConfig = options.deploymentConfig;
  else delete stack.deploymentConfig;
}

/**
 * Starts an update: what the stack was is kept aside, until the update is over. After updates that failed and were
 * left so it is what was before the first of them.
 */
export function beginUpdate(
  stack: Stack,
  options: OperationOptions & { definition: Definition; at: number; token?: string },
): void {
  const { definition, at, token } = options;
  const { before, touched } = stack.failedUpdate ?? { before: snapshotOf(stack, at), touched: [] };
  stack.operation = newOperation(stack, {
    before,
    touched: [...touched],
    isExpress: isExpress(options),
    ...(token === undefined ? {} : { token }),
  });
  stack.definition = definition;
  takeOptions(stack, options);
  stack.updatedAt = at;
  for (const changeSet of stack.changeSets) {
    if (changeSet.executionStatus === "AVAILABLE") changeSet.executionStatus = "OBSOLETE";
  }
  recordStackStatus(stack, { status: "UPDATE_IN_PROGRESS", reason: "User Initiated", at });
}
