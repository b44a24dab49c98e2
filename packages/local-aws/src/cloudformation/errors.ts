import { AwsError } from "../gateway/service.ts";

/** CloudFormation's answer to nearly everything it refuses: code `ValidationError`, status 400. */
export function validationError(message: string): AwsError {
  return new AwsError("ValidationError", message);
}

/** What operations on one stack say where there is none; DescribeStacks and its like word it differently. */
export function stackMissing(nameOrId: string): AwsError {
  return validationError(`Stack [${nameOrId}] does not exist`);
}

/** How the reading operations (DescribeStacks, ListStackResources, GetTemplate…) say it. */
export function stackWithIdMissing(nameOrId: string): AwsError {
  return validationError(`Stack with id ${nameOrId} does not exist`);
}

/** The refusal of any change while another one runs, or in a state that allows none. */
export function notUpdatable(stackId: string, status: string): AwsError {
  return validationError(`Stack:${stackId} is in ${status} state and can not be updated.`);
}

/**
 * A member of a request that does not fit the service's model.
 * @param rule how the model words the constraint, after "Member must".
 */
export function constraintError(value: string, member: string, rule: string): AwsError {
  return validationError(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must ${rule}`,
  );
}
