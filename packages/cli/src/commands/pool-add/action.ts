import { describeActor, RegattaError } from "@regatta/foundation";
import { accountsRegion } from "../../accounts-region.ts";
import type { CommandContext } from "../../command-context.ts";
import { exitCode } from "../../exit-code.ts";
import { openPool } from "../../open-pool.ts";
import type { PoolOptions } from "../../pool-options.ts";
import { roleArn } from "./role-arn.ts";

export interface PoolAddOptions extends PoolOptions {
  ids: string[];
  /** A role's name, or the ARN of one. */
  role: string;
  externalId?: string;
  region?: string;
  /** Makes it an account of someone's own. */
  name?: string;
}

/**
 * Does `regatta pool add`.
 * @throws RegattaError INVALID_ACCOUNT_ID and NO_REGION before anything is added, or as AWS fails.
 */
export async function poolAdd(context: CommandContext, options: PoolAddOptions): Promise<number> {
  const { ids, role, externalId, name } = options;
  checkIds(ids);
  const opened = await openPool(context, options);
  const region = options.region ?? accountsRegion(opened, context.env);
  for (const id of new Set(ids)) {
    const account = { id, region, roleArn: roleArn({ role, id, region }), externalId, name };
    const done = await opened.pool.add(account, describeActor(context.env));
    context.stdout.write(`${id}/${region}: ${done === "added" ? "added" : "there already, left as it is"}\n`);
  }
  return exitCode.ok;
}

// All of them before the first is added: half a list is harder to go on from than none.
function checkIds(ids: string[]): void {
  const wrong = ids.filter((id) => !/^\d{12}$/.test(id));
  if (wrong.length === 0) return;
  throw new RegattaError(
    `Not an account id: ${wrong.map((id) => JSON.stringify(id)).join(", ")}; expected 12 digits.`,
    {
      code: "INVALID_ACCOUNT_ID",
      source: "user",
      nextStep: "Correct it and add the accounts again; nothing was added.",
    },
  );
}
