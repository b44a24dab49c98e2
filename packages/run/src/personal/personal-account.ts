import { type EnteredAccount, OwnCredentials } from "@regatta/accounts";
import type { RegattaConfig } from "@regatta/config";
import { systemClock } from "@regatta/foundation";

/** An account of somebody's own, as the configuration names it. */
export interface PersonalAccount {
  name: string;
  account: EnteredAccount;
}

/**
 * The account of somebody's own that is meant. A name in the configuration comes before an account of the pool that has
 * the same one, which can still be asked for by its id.
 * @param asked what `--account` says. @returns undefined where the configuration has no account of that name.
 */
export function personalAccountOf(
  { personal }: Pick<RegattaConfig, "personal">,
  asked: string | undefined,
): PersonalAccount | undefined {
  const entry = asked === undefined || !Object.hasOwn(personal, asked) ? undefined : personal[asked];
  if (asked === undefined || !entry) return undefined;
  const { accountId: id, region, profile, roleArn, externalId } = entry;
  // Roles of people's own accounts rarely let sessions have tags, and nobody looks for them there.
  const account: EnteredAccount =
    roleArn === undefined
      ? { id, region, credentials: new OwnCredentials({ profile, region, clock: systemClock }) }
      : { id, region, roleArn, externalId, untagged: true };
  return { name: asked, account };
}
