import { accountKey } from "@regatta/accounts";
import { describeActor } from "@regatta/foundation";
import { type ImportPlan, planImport, readOrganization, setupClients } from "@regatta/setup";
import { accountsRegion } from "../../accounts-region.ts";
import type { CommandContext } from "../../command-context.ts";
import { configFor } from "../../config-for.ts";
import { confirm } from "../../confirm.ts";
import { exitCode } from "../../exit-code.ts";
import { openPool } from "../../open-pool.ts";
import { Progress } from "../../output/progress.ts";
import type { PoolOptions } from "../../pool-options.ts";
import { roleArn } from "../pool-add/role-arn.ts";
import { applyImport, type Imported } from "./apply-import.ts";
import { questionOf, renderImport } from "./render-import.ts";

export interface PoolImportOptions extends PoolOptions {
  fromOrganization: string;
  role: string;
  externalId?: string;
  regions?: string[];
  removeMissing?: boolean;
  yes?: boolean;
  json?: boolean;
}

/**
 * Does `regatta pool import`.
 * @throws RegattaError CONFIRMATION_NEEDED and everything that reading the organization comes to, with nothing written;
 * or as AWS fails.
 */
export async function poolImport(context: CommandContext, options: PoolImportOptions): Promise<number> {
  const { stdout, env } = context;
  const { role, externalId, removeMissing = false, yes = false } = options;
  const opened = await openPool(context, options);
  const organization = await Progress.during(context, "reading the organization", () =>
    readOrganization(setupClients({ region: opened.region }), options.fromOrganization),
  );
  const plan = planImport({
    organization,
    pool: await opened.pool.list(),
    regions: options.regions ?? [accountsRegion(opened, env)],
    protectedAccounts: await protectedAccounts(context, options),
    roleArn: (account) => roleArn({ role, ...account }),
    externalId,
  });
  const done: Imported[] = [];
  if (!options.json) stdout.write(renderImport(organization, plan, options));
  if (await mayWrite(context, plan, options)) {
    await applyImport(opened.pool, plan, {
      by: describeActor(env),
      removeMissing,
      onDone: (imported) => {
        done.push(imported);
        if (!options.json) stdout.write(`${imported.account}: ${inWords(imported)}\n`);
      },
    });
  } else if (!options.json && isChange(plan)) stdout.write("Nothing was changed.\n");
  if (options.json) stdout.write(`${JSON.stringify(forPrograms(plan, yes ? done : undefined), null, 2)}\n`);
  return exitCode.ok;
}

async function mayWrite(
  context: CommandContext,
  plan: ImportPlan,
  { json, yes = false, removeMissing = false }: PoolImportOptions,
): Promise<boolean> {
  if (!isChange(plan)) return false;
  if (json) return yes;
  return confirm(context, questionOf(plan, removeMissing), { yes });
}

function isChange({ add, missing }: ImportPlan): boolean {
  return add.length + missing.length > 0;
}

// Without a configuration nobody could say what is protected: it is read even where --table says which pool is meant.
async function protectedAccounts(context: CommandContext, options: PoolImportOptions): Promise<string[]> {
  return (await configFor(context, options)).accounts.protected;
}

function inWords({ done }: Imported): string {
  return done === "busy" ? "somebody uses it: left as it is; import again later" : done;
}

function forPrograms({ add, missing, back, leftOut, unchanged }: ImportPlan, done: Imported[] | undefined) {
  return {
    add: add.map((account) => ({
      account: accountKey(account),
      title: account.title,
      roleArn: account.roleArn,
    })),
    missing: missing.map(({ account, reason }) => ({
      account: accountKey(account),
      state: account.state,
      reason,
    })),
    back: back.map(accountKey),
    leftOut,
    unchanged,
    ...(done === undefined ? {} : { done }),
  };
}
