import { accountKey, type Pool, type PoolAccount } from "@regatta/accounts";
import { isRegattaError, messageOf } from "@regatta/foundation";
import type { CommandContext } from "./command-context.ts";
import { exitCode, exitCodeOf } from "./exit-code.ts";
import { findAccounts } from "./find-accounts.ts";
import { openPool } from "./open-pool.ts";
import type { PoolOptions } from "./pool-options.ts";
import { reportError } from "./report-error.ts";

/** Which accounts a keeper changes, and how the result is told. */
export interface ChangeOptions extends PoolOptions {
  /** As they are named on the command line. */
  accounts: string[];
  json?: boolean;
}

/** What came of a change of one account. */
export interface Changed {
  account: PoolAccount;
  /** Whether anything was changed. */
  changed: boolean;
  /** What was done, or why nothing had to be; part of a sentence. */
  words: string;
}

/** What `--json` prints for each account. */
export interface ChangedAccount {
  /** `<id>/<region>`. */
  account: string;
  name?: string;
  changed: boolean;
  /** The state it is in now; when the change was refused, in which it was seen. */
  state: string;
  error?: { code: string; message: string; nextStep?: string };
}

type Outcome = Changed | { account: PoolAccount; error: unknown };

/**
 * Changes several accounts of a pool, each by itself: one that is refused keeps no other from being changed.
 * @param options.accounts looked up before the first is changed.
 * @returns the exit code: 0 when every change was made or was not needed.
 * @throws RegattaError ACCOUNT_NOT_FOUND, or as AWS failed before the first change.
 */
export async function changeAccounts(
  context: CommandContext,
  options: ChangeOptions,
  change: (pool: Pool, account: PoolAccount) => Promise<Changed>,
): Promise<{ code: number; changed: PoolAccount[] }> {
  const { pool } = await openPool(context, options);
  const accounts = findAccounts(await pool.list(), options.accounts);
  const outcomes: Outcome[] = await Promise.all(
    accounts.map((account) => change(pool, account).catch((error) => ({ account, error }))),
  );
  if (options.json) {
    context.stdout.write(`${JSON.stringify({ accounts: outcomes.map(resultOf) }, null, 2)}\n`);
  } else for (const outcome of outcomes) tell(context, outcome);
  return {
    code: Math.max(exitCode.ok, ...outcomes.map(codeOf)),
    changed: outcomes.flatMap((outcome) =>
      "changed" in outcome && outcome.changed ? [outcome.account] : [],
    ),
  };
}

function tell(context: CommandContext, outcome: Outcome): void {
  if ("error" in outcome) reportError(outcome.error, context);
  else context.stdout.write(`${titleOf(outcome.account)}: ${outcome.words}\n`);
}

/** An account in a sentence: its key, and its name if it has one. */
export function titleOf(account: PoolAccount): string {
  return account.name === undefined ? accountKey(account) : `${accountKey(account)} (${account.name})`;
}

function codeOf(outcome: Outcome): number {
  if (!("error" in outcome)) return exitCode.ok;
  return isRegattaError(outcome.error) ? exitCodeOf(outcome.error.source) : exitCode.infrastructure;
}

function resultOf(outcome: Outcome): ChangedAccount {
  const { account } = outcome;
  return {
    account: accountKey(account),
    ...(account.name === undefined ? {} : { name: account.name }),
    changed: "changed" in outcome && outcome.changed,
    state: account.state,
    ...("error" in outcome ? { error: errorOf(outcome.error) } : {}),
  };
}

function errorOf(error: unknown): NonNullable<ChangedAccount["error"]> {
  if (!isRegattaError(error)) return { code: "INTERNAL", message: messageOf(error) };
  const { code, message, nextStep } = error;
  return { code, message, ...(nextStep === undefined ? {} : { nextStep }) };
}
