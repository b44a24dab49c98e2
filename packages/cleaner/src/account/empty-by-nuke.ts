import type { PoolAccount } from "@regatta/accounts";
import type { Baseline } from "../baseline/baseline-store.ts";
import { nuke } from "../everything/nuke.ts";
import type { NukeConfigInput } from "../everything/nuke-config.ts";
import { stackContents } from "../stacks/stack-contents.ts";
import type { AccountContext } from "./account-context.ts";
import { type CleaningSettings, cleanerRoleArn, roleNameOf } from "./cleaning-settings.ts";

export interface NukedAccount {
  account: PoolAccount;
  settings: CleaningSettings;
  baseline: Baseline | undefined;
  /** The stacks that stay. */
  kept: readonly string[];
  /** Whether the pool has the account in this region alone, so that what belongs to no region goes too. */
  isOnlyRegion: boolean;
}

/** What aws-nuke is told of one account. Throws when the stacks that stay, or Regatta's own account, cannot be read. */
export async function nukeInput(
  { clients }: Pick<AccountContext, "clients">,
  { account, settings, baseline, kept, isOnlyRegion }: NukedAccount,
): Promise<Omit<NukeConfigInput, "account">> {
  const stacks = await Promise.all(
    kept.map(async (name) => {
      const contents = await stackContents(clients.cloudFormation, name);
      return { name, resources: contents.flatMap(({ PhysicalResourceId: id }) => id || []) };
    }),
  );
  const roles = [account.roleArn, cleanerRoleArn(settings, account.roleArn)].map(roleNameOf);
  return {
    protectedAccounts: [...settings.protectedAccounts, await settings.ownAccount()],
    global: isOnlyRegion,
    roles: [...new Set(roles)],
    keep: [...settings.keep, ...settings.protectedStacks],
    stacks,
    baseline: baseline?.inventory.resources.map(({ name }) => name) ?? [],
    aliasCheck: settings.aliasCheck,
  };
}

/** Empties an account with aws-nuke but for what stays. Throws as `nuke` does. */
export async function emptyByNuke(context: AccountContext, nuked: NukedAccount): Promise<void> {
  context.onEvent({ kind: "step-started", step: "everything" });
  await nuke(context, { config: await nukeInput(context, nuked), env: nuked.settings.env });
}
