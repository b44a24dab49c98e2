import {
  type Capability,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  type DeploymentConfig,
  DescribeChangeSetCommand,
  type DescribeChangeSetOutput,
  ExecuteChangeSetCommand,
} from "@aws-sdk/client-cloudformation";
import type { PackagedTemplate } from "../../packaging/package-template.ts";
import type { CloudFormationDeployer } from "../../service/deployer.ts";
import type { ServiceDefinition } from "../../service/service-definition.ts";
import type { AccountCalls } from "../calls/stack-calls.ts";
import { operationBegan } from "./stack-events.ts";

/**
 * Sources disagree on whether express mode rolls back by default, so it is always said. The older settings of the
 * same name are left out: CloudFormation refuses them beside this one (API_CreateChangeSet, DeploymentConfig).
 */
const express: DeploymentConfig = { Mode: "EXPRESS", DisableRollback: false };

/** How a change set is found: by its own ARN and its stack's. */
export interface ChangeSet {
  id: string;
  stackId: string;
  status: string;
  statusReason: string;
}

export interface NewChangeSet {
  service: ServiceDefinition;
  deployer: CloudFormationDeployer;
  /** What the template and its parameters came to in this account. */
  packaged: PackagedTemplate;
  tags: Record<string, string>;
  /** Whether the stack has to be made, or is there. */
  type: "CREATE" | "UPDATE";
  /** Ours alone: names the change set and its operation. */
  token: string;
}

/**
 * Creates a change set and waits until CloudFormation has worked it out (CREATE_COMPLETE) or given it up
 * (FAILED, also when there is nothing to change). Sent again after a lost answer it is the same change set: the
 * token goes along, and a name nobody else can have chosen that exists already is ours. Throws the SDK's errors.
 */
export async function createChangeSet(calls: AccountCalls, wanted: NewChangeSet): Promise<ChangeSet> {
  const { service, deployer, packaged, token } = wanted;
  const [stackName] = service.stackNames;
  const name = `regatta-${token}`;
  const command = new CreateChangeSetCommand({
    StackName: stackName,
    ChangeSetName: name,
    ChangeSetType: wanted.type,
    ClientToken: token,
    ...("url" in packaged.template
      ? { TemplateURL: packaged.template.url }
      : { TemplateBody: packaged.template.body }),
    Parameters: Object.entries(packaged.parameters).map(([key, value]) => ({
      ParameterKey: key,
      ParameterValue: value,
    })),
    Capabilities: deployer.capabilities as Capability[],
    ...(service.mode === "express" ? { DeploymentConfig: express } : {}),
    Tags: Object.entries(wanted.tags).map(([Key, Value]) => ({ Key, Value })),
  });
  try {
    await calls.client.send(command, { abortSignal: calls.signal });
  } catch (error) {
    if ((error as Error).name !== "AlreadyExistsException") throw error;
  }
  return workedOut(calls, stackName, name);
}

async function workedOut(calls: AccountCalls, stackName: string, name: string): Promise<ChangeSet> {
  const command = new DescribeChangeSetCommand({ StackName: stackName, ChangeSetName: name });
  for (let look = 0; ; look++) {
    const answer = await calls.client.send(command, { abortSignal: calls.signal });
    const changeSet = toChangeSet(answer, name);
    if (!/_(PENDING|IN_PROGRESS)$/.test(changeSet.status)) return changeSet;
    // Mostly a few seconds; each look is a call of its own, so many at once must not go on in haste.
    await calls.clock.sleep(calls.pollMs * Math.min(5, 1 + look / 5), calls.signal);
  }
}

function toChangeSet(answer: DescribeChangeSetOutput, name: string): ChangeSet {
  return {
    id: answer.ChangeSetId ?? name,
    stackId: answer.StackId ?? answer.StackName ?? "",
    status: answer.Status ?? "",
    statusReason: answer.StatusReason ?? "",
  };
}

/** Whether a change set was given up because the stack already is what it asks for; AWS words it in two ways. */
export function hasNoChanges({ status, statusReason }: ChangeSet): boolean {
  return status === "FAILED" && /didn't contain changes|no updates are to be performed/i.test(statusReason);
}

/**
 * Starts a change set. A refusal that may only mean that an earlier, unanswered call did start it is settled by
 * the stack's events. Throws the SDK's errors.
 */
export async function executeChangeSet(
  calls: AccountCalls,
  { id, stackId }: ChangeSet,
  token: string,
): Promise<void> {
  const command = new ExecuteChangeSetCommand({ ChangeSetName: id, ClientRequestToken: token });
  try {
    await calls.client.send(command, { abortSignal: calls.signal });
  } catch (error) {
    calls.signal.throwIfAborted();
    if (!(await operationBegan(calls, stackId, token))) throw error;
  }
}

/** Throws away a change set that will not be used. One left behind does no harm, so a failure is not passed on. */
export async function discardChangeSet(calls: AccountCalls, { id }: ChangeSet): Promise<void> {
  try {
    await calls.client.send(new DeleteChangeSetCommand({ ChangeSetName: id }), { abortSignal: calls.signal });
  } catch {
    calls.signal.throwIfAborted();
  }
}
