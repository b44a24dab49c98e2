import type { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { messageOf, RegattaError } from "@regatta/foundation";
import type { CallPacer } from "./call-pacer.ts";

/** So many refusals of one call for the number of calls, each after a longer wait, and it is given up. */
const maxRefusals = 60;

/**
 * By which CloudFormation says that an account makes too many calls: its "Common Errors" and, in the query protocol,
 * the older names. Not LimitExceededException, which the SDK takes for one too: there it is a quota of stacks.
 */
const throttlingCodes = new Set([
  "Throttling",
  "ThrottlingException",
  "ThrottledException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "RequestThrottledException",
  "TooManyRequestsException",
  "RateExceeded",
]);

/**
 * Lets every call of the client, and each of its attempts, wait for its turn, and repeats what was refused for the
 * number of calls: the SDK's own retries know only one call at a time. What else fails is left to them. A call that is
 * refused for ever rejects with RegattaError AWS_THROTTLED.
 */
export function paceCalls(client: CloudFormationClient, pacer: CallPacer): void {
  client.middlewareStack.addRelativeTo(
    <In, Out>(next: (args: In) => Promise<Out>) =>
      async (args: In): Promise<Out> => {
        for (let refusals = 0; ; refusals++) {
          const turn = await pacer.turn();
          try {
            const answer = await next(args);
            pacer.answered();
            return answer;
          } catch (error) {
            if (!isThrottled(error)) throw error;
            pacer.throttled(turn);
            if (refusals >= maxRefusals) throw givenUp(error);
          }
        }
      },
    // Inside of the SDK's retries, and before the call is signed, which has to be done again each time.
    { name: "regattaPace", relation: "before", toMiddleware: "httpSigningMiddleware" },
  );
}

// Not as the SDK's own error: its retries would begin all over.
function givenUp(cause: unknown): RegattaError {
  return new RegattaError(`CloudFormation refused a call ${maxRefusals} times: ${messageOf(cause)}`, {
    code: "AWS_THROTTLED",
    source: "service",
    nextStep: "Find out what else calls CloudFormation in that account, or deploy fewer services at once.",
    cause,
  });
}

/** Whether a call was refused, before anything was done, for the number of calls. */
function isThrottled(error: unknown): boolean {
  const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  return $metadata?.httpStatusCode === 429 || throttlingCodes.has(name ?? "");
}
