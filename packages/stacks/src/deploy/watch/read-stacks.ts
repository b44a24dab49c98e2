import type { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { isRegattaError, messageOf, RegattaError } from "@regatta/foundation";
import { StackReader } from "../../stack/stack-reader.ts";
import type { StackState } from "../../stack/stack-state.ts";

/**
 * Every stack of an account by name, to decide by.
 * @param account `<id>/<region>`, for errors.
 * @throws RegattaError STACKS_UNREADABLE, AWS_THROTTLED; the signal's reason when cut off.
 */
export async function readStacks(
  client: CloudFormationClient,
  signal: AbortSignal,
  account: string,
): Promise<Map<string, StackState>> {
  try {
    return await new StackReader({ client, signal }).readAll();
  } catch (error) {
    signal.throwIfAborted();
    if (isRegattaError(error)) throw error;
    throw new RegattaError(`The stacks of ${account} cannot be listed: ${messageOf(error)}`, {
      code: "STACKS_UNREADABLE",
      source: "service",
      nextStep: /AccessDenied|Unauthorized/.test((error as Error).name)
        ? "Allow the role Regatta assumes there cloudformation:DescribeStacks."
        : "Try again; when it stays, look at AWS's health and at this machine's network.",
      account,
      cause: error,
    });
  }
}
