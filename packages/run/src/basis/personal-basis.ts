import { openSession } from "@regatta/accounts";
import type { RegattaConfig } from "@regatta/config";
import type { PersonalAccount } from "../personal/personal-account.ts";
import { type WhatToDeploy, wantedServices } from "./wanted-services.ts";

export interface PersonalBasisOptions {
  config: RegattaConfig;
  env: NodeJS.ProcessEnv;
  personal: PersonalAccount;
  what: WhatToDeploy;
}

/**
 * Makes sure that the account is the one that is meant, and reads the services. The pool's table is not asked for
 * anything: a developer may have no access to it, and an answer that does not come would hold everything up.
 * @throws RegattaError as `openSession`, before anything else is looked at; as `wantedServices`.
 */
export async function personalBasis({ config, env, personal, what }: PersonalBasisOptions) {
  const { protected: protectedAccounts } = config.accounts;
  const session = await openSession({ account: personal.account, runId: "identity", protectedAccounts });
  session.close();
  const wanted = await wantedServices(config, env, what);
  return { config, wanted, personal, accounts: [], expectedMs: {}, p95Ms: {}, deployMs: {} };
}
