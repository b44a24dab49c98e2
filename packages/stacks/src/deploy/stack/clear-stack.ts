import {
  ContinueUpdateRollbackCommand,
  DeleteStackCommand,
  RollbackStackCommand,
} from "@aws-sdk/client-cloudformation";
import type { StackState } from "../../stack/stack-state.ts";
import { deployFailed } from "../calls/deploy-failed.ts";
import type { AccountCalls } from "../calls/stack-calls.ts";
import { waitUntilSettled } from "../watch/wait-until-settled.ts";
import { reasonFor } from "./deploy-template.ts";
import { operationBegan } from "./stack-events.ts";

/**
 * Deletes a broken stack and waits until it is gone. Deleting by id: a retried call can never hit a newer stack
 * of the same name.
 * @throws RegattaError DEPLOY_FAILED with the first cause when it stays; the SDK's errors when the call is refused.
 */
export async function deleteStack(calls: AccountCalls, stack: StackState): Promise<void> {
  const token = calls.newToken();
  const command = new DeleteStackCommand({ StackName: stack.id, ClientRequestToken: token });
  await calls.client.send(command, { abortSignal: calls.signal });
  const left = await waitUntilSettled(stack.id, calls, stack);
  if (!left || left.status === "DELETE_COMPLETE") return;
  const reason = await reasonFor(calls, stack.id, token, left);
  throw deployFailed(`It could not be deleted: ${reason}`, { account: calls.account, stackName: stack.name });
}

/**
 * Lets a stack whose update failed go on rolling back, and waits for the end. Done once: what failed twice is left
 * to people, or to the cleaner.
 * @returns the stack, or undefined when somebody deleted it meanwhile.
 * @throws RegattaError DEPLOY_FAILED with the first cause when it fails again; the SDK's errors when the call is
 *   refused.
 */
export async function continueRollback(
  calls: AccountCalls,
  stack: StackState,
): Promise<StackState | undefined> {
  const token = calls.newToken();
  await startRollback(calls, stack, token);
  const after = await waitUntilSettled(stack.id, calls, stack);
  if (!after?.status.endsWith("_FAILED")) return after;
  const reason = await reasonFor(calls, stack.id, token, after);
  const where = { account: calls.account, stackName: stack.name };
  throw deployFailed(`Its rollback was continued and failed again: ${reason}`, where);
}

async function startRollback(calls: AccountCalls, stack: StackState, token: string): Promise<void> {
  const input = { StackName: stack.id, ClientRequestToken: token };
  const options = { abortSignal: calls.signal };
  try {
    // An update whose rollback was switched off has not begun to roll back: that is another call.
    if (stack.status === "UPDATE_FAILED") await calls.client.send(new RollbackStackCommand(input), options);
    else await calls.client.send(new ContinueUpdateRollbackCommand(input), options);
  } catch (error) {
    calls.signal.throwIfAborted();
    if (!(await operationBegan(calls, stack.id, token))) throw error;
  }
}
