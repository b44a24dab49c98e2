import { isExpress } from "../engine/begin-update.ts";
import type { Stack } from "../engine/model.ts";
import { validationError } from "../errors.ts";
import type { Template } from "../template/template.ts";
import type { FailureOptions } from "./failure-options.ts";

/**
 * Checks that a template can be deployed in express mode. That AWS refuses custom resources is reported; where
 * and how it words it is not known.
 * @throws ValidationError.
 */
export function assertExpressTemplate(template: Template): void {
  const custom = Object.entries(template.resources).filter(
    ([, { type }]) => type.startsWith("Custom::") || type === "AWS::CloudFormation::CustomResource",
  );
  if (custom.length === 0) return;
  const ids = custom.map(([logicalId]) => logicalId).join(", ");
  throw validationError(`Custom resources are not supported in EXPRESS deployment mode: [${ids}]`);
}

/** True for a stack that failed with its rollback switched off and was left as it stood. */
export function isLeftFailed({ status }: Stack): boolean {
  return status === "CREATE_FAILED" || status === "UPDATE_FAILED";
}

/**
 * Checks that what an express operation left failed is only gone on with in express mode (aws-cdk-cli#1739).
 * @throws ValidationError.
 */
export function assertSameMode(stack: Stack, options: FailureOptions): void {
  if (!isLeftFailed(stack) || !isExpress(stack)) return;
  if (isExpress(options)) return;
  throw validationError(
    `This stack is in a ${stack.status} state from a previous operation that used EXPRESS deployment mode with disable-rollback. Follow-up operations must use the same DeploymentConfig (mode=EXPRESS) until the stack reaches a *_COMPLETE state.`,
  );
}

/**
 * Checks that what was left failed is only updated with the rollback switched off (aws-cdk-cli#1973).
 * @throws ValidationError.
 */
export function assertRollbackDisabled(stack: Stack, disableRollback: boolean): void {
  if (!isLeftFailed(stack) || disableRollback) return;
  throw validationError(
    `This stack is currently in a non-terminal [${stack.status}] state. To update the stack from this state, please use the disable-rollback parameter with update-stack API. To rollback to the last known good state, use the rollback-stack API`,
  );
}
