import type { PoolAccount } from "@regatta/accounts";
import { revokeOlderSessions } from "../revoke/revoke-older-sessions.ts";
import type { AccountContext } from "./account-context.ts";
import { roleNameOf } from "./cleaning-settings.ts";

/**
 * Revokes the sessions of holders that vanished with the account in hand: a machine that slept may wake up and go on with
 * credentials it still has. Before anything else is called in the account. Throws as `revokeOlderSessions` does.
 */
export async function revokeVanished(
  context: AccountContext,
  { vanished, roleArn }: PoolAccount,
): Promise<void> {
  if (Object.keys(vanished ?? {}).length === 0) return;
  context.onEvent({ kind: "step-started", step: "revoke" });
  await revokeOlderSessions(context, { roleName: roleNameOf(roleArn) });
}
