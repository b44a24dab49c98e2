import { messageOf, RegattaError } from "@regatta/foundation";

export interface QueueCall {
  /** As IAM calls it: `dynamodb:UpdateItem`. */
  action: string;
  /** For people: `table regatta`. */
  target: string;
}

const DENIED = ["AccessDeniedException", "AccessDenied", "UnauthorizedOperation"];

/** What a call of the SDK threw, in the words the pool's errors have. Told apart by name: several copies of the SDK may be loaded. */
export function queueError(error: unknown, { action, target }: QueueCall): RegattaError {
  const message = `${action} on ${target}: ${messageOf(error)}`;
  const name = String((error as { name?: unknown })?.name);
  if (DENIED.includes(name)) {
    return new RegattaError(message, {
      code: "ACCESS_DENIED",
      source: "user",
      nextStep: `Allow ${action} on items of ${target} whose key begins with run#: the template ci-role does.`,
      cause: error,
    });
  }
  if (name === "ResourceNotFoundException") {
    return new RegattaError(message, {
      code: "TABLE_NOT_FOUND",
      source: "user",
      nextStep: "Run `regatta pool init`, or check table name, region and account.",
      cause: error,
    });
  }
  return new RegattaError(message, {
    code: "AWS_FAILED",
    source: "service",
    nextStep: "See the message above; try again if it is a passing failure.",
    cause: error,
  });
}
