/** CloudFormation's answers to an operation that the state of the stack, or of its change set, does not allow. */
const refusals = new Set([
  "ValidationError",
  "OperationInProgressException",
  "InvalidChangeSetStatus",
  "InvalidChangeSetStatusException",
  "ChangeSetNotFound",
  "ChangeSetNotFoundException",
]);

/** Whether CloudFormation refused an operation, perhaps only because somebody else is at work on the stack. */
export function isRefusal(error: unknown): boolean {
  return refusals.has((error as Error).name);
}
