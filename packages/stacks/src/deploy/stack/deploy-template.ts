import { packageTemplate } from "../../packaging/package-template.ts";
import type { CloudFormationDeployer } from "../../service/deployer.ts";
import type { ServiceDefinition } from "../../service/service-definition.ts";
import type { StackState } from "../../stack/stack-state.ts";
import { deployFailed } from "../calls/deploy-failed.ts";
import type { AccountCalls, StackCalls } from "../calls/stack-calls.ts";
import { waitUntilSettled } from "../watch/wait-until-settled.ts";
import { createChangeSet, discardChangeSet, executeChangeSet, hasNoChanges } from "./change-set.ts";
import { explainFailure } from "./stack-events.ts";

export interface TemplateDeploy {
  service: ServiceDefinition;
  deployer: CloudFormationDeployer;
  tags: Record<string, string>;
  /** The stack as it is now; undefined when there is none. */
  before: StackState | undefined;
}

/**
 * Brings a stack to what the service's template says, through a change set, and waits for its end. Local code the
 * template names is in the account's bucket before.
 * @returns `noUpdates`: CloudFormation found nothing to change.
 * @throws RegattaError DEPLOY_FAILED with the first cause; TEMPLATE_INVALID, TEMPLATE_TOO_LARGE; what
 *   `packageTemplate` throws; the SDK's errors when CloudFormation refuses a call.
 */
export async function deployTemplate(
  calls: StackCalls,
  { service, deployer, tags, before }: TemplateDeploy,
): Promise<{ noUpdates: boolean }> {
  const where = { account: calls.account, stackName: service.stackNames[0] };
  const token = calls.newToken();
  const packaged = await packageTemplate({
    service,
    deployer,
    packages: calls.packages,
    signal: calls.signal,
  });
  await calls.confirm(service);
  const type = before ? "UPDATE" : "CREATE";
  const changeSet = await createChangeSet(calls, { service, deployer, packaged, tags, type, token });
  if (changeSet.status !== "CREATE_COMPLETE") {
    await discardChangeSet(calls, changeSet);
    if (hasNoChanges(changeSet)) return { noUpdates: true };
    throw deployFailed(changeSet.statusReason || `The change set is ${changeSet.status}.`, where);
  }
  await executeChangeSet(calls, changeSet, token);
  const stack = await waitUntilSettled(changeSet.stackId, calls, before);
  if (stack?.status === "CREATE_COMPLETE" || stack?.status === "UPDATE_COMPLETE") return { noUpdates: false };
  throw deployFailed(await reasonFor(calls, changeSet.stackId, token, stack), where);
}

/** Why the operation with this token left the stack as it is: from its events, else from its status. */
export async function reasonFor(
  calls: AccountCalls,
  stackId: string,
  token: string,
  stack: StackState | undefined,
): Promise<string> {
  if (!stack) return "The stack was deleted by someone else while it was being deployed.";
  const cause = await explainFailure(calls, stackId, token);
  return `${cause ?? stack.statusReason ?? "no reason given"} (the stack is ${stack.status})`;
}
