import type { PoolAccount } from "@regatta/accounts";
import { SharedReader, StackReader } from "@regatta/stacks";
import { clearObstacles } from "../obstacles/clear-obstacles.ts";
import type { DeleteCalls } from "../stacks/delete-calls.ts";
import { deleteStacks, type StacksDeleted } from "../stacks/delete-stacks.ts";
import type { DeletionRules } from "../stacks/plan-deletion.ts";
import type { AccountContext } from "./account-context.ts";
import { bootstrapStack, type CleaningSettings, cleanerRoleArn, roleNameOf } from "./cleaning-settings.ts";

/** Which stacks stay, and which goes last. */
export function deletionRules({ keep }: Pick<AccountContext, "keep">): DeletionRules {
  return { isKept: keep, isLast: (name) => name === bootstrapStack };
}

/** Deletes the account's stacks that the config does not protect. Throws as `deleteStacks` does. */
export function removeStacks(
  context: AccountContext,
  { account, settings }: { account: PoolAccount; settings: CleaningSettings },
): Promise<StacksDeleted> {
  context.onEvent({ kind: "step-started", step: "stacks" });
  const { onEvent } = context;
  return deleteStacks({
    calls: callsOf(context),
    rules: deletionRules(context),
    clearObstacles: (contents, about) => clearObstacles(context, contents, about),
    ownRoles: [account.roleArn, cleanerRoleArn(settings, account.roleArn)].map(roleNameOf),
    concurrency: settings.stacksAtOnce,
    onEvent: (event) => onEvent(event),
  });
}

function callsOf({ clients, clock, pollMs, signal }: AccountContext): DeleteCalls {
  const client = clients.cloudFormation;
  const reader = new StackReader({ client, signal });
  const stacks = new SharedReader({ reader, clock, gatherMs: pollMs / 5, signal });
  return { client, stacks, clock, pollMs, signal };
}
