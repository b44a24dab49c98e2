import { join } from "node:path";
import { openSession } from "@regatta/accounts";
import type { RegattaConfig } from "@regatta/config";
import { HistoryFile } from "@regatta/run-log";
import type { PersonalAccount } from "../personal/personal-account.ts";
import { readTimes } from "./read-times.ts";
import { type WhatToDeploy, wantedServices } from "./wanted-services.ts";

export interface PersonalBasisOptions {
  config: RegattaConfig;
  env: NodeJS.ProcessEnv;
  personal: PersonalAccount;
  what: WhatToDeploy;
}

/**
 * Makes sure that the account is the one that is meant, and reads the services. The pool's table is not asked for
 * anything: a developer may have no access to it, and an answer that does not come would hold everything up. Times are
 * recorded in the folder of the runs.
 * @throws RegattaError as `openSession`, before anything else is looked at; as `wantedServices`.
 */
export async function personalBasis({ config, env, personal, what }: PersonalBasisOptions) {
  const { protected: protectedAccounts } = config.accounts;
  const session = await openSession({ account: personal.account, runId: "identity", protectedAccounts });
  session.close();
  const history = timesOf(config, "files");
  const deployHistory = timesOf(config, "services");
  const [files, deploys, wanted] = await Promise.all([
    readTimes(history),
    readTimes(deployHistory),
    wantedServices(config, env, what),
  ]);
  const deployMs = deploys.expectedMs;
  return { config, wanted, personal, accounts: [], history, ...files, deployHistory, deployMs };
}

function timesOf({ output }: RegattaConfig, what: string): HistoryFile {
  return new HistoryFile({ path: join(output.directory, "times", `${what}.json`) });
}
