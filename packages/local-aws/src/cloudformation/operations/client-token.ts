import { AwsError } from "../../gateway/service.ts";
import type { Stack } from "../engine/model.ts";
import type { OperationContext } from "./operation.ts";

/**
 * Whether this very request was taken before (a retry whose answer got lost): then it is answered again
 * and nothing is done. A token that is new is noted, once `accept` is called.
 * @throws TokenAlreadyExistsException where the token belongs to another kind of operation.
 */
export function clientToken(context: OperationContext, stack: Stack | undefined, operation: string) {
  const token = context.params.text("ClientRequestToken");
  const usedFor = token === undefined ? undefined : stack?.tokens[token];
  if (usedFor !== undefined && usedFor !== operation) {
    throw new AwsError(
      "TokenAlreadyExistsException",
      `Token ${token} is already used for ${usedFor}, not ${operation}`,
    );
  }
  return {
    isRepeated: usedFor !== undefined,
    accept: (taker: Stack): { token?: string } => {
      if (token === undefined) return {};
      taker.tokens[token] = operation;
      return { token };
    },
  };
}
