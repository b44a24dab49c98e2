import type { AccountRef, AccountState, PoolAccount } from "../account.ts";
import { shortened, withChange } from "./account-history.ts";
import type { AccountFields } from "./account-item.ts";
import { type AccountCondition, updateInput } from "./account-update.ts";
import { isRefusal, type PoolTable } from "./pool-table.ts";

export interface AccountTransition {
  /** The account as it was last read: its history is carried on. */
  account: PoolAccount;
  /** Names this write, and no other: what it is recognised by when its answer got lost. */
  changeId: string;
  condition: AccountCondition;
  to: AccountState;
  by: string;
  why: string;
  set?: Partial<AccountFields>;
  remove?: ReadonlyArray<keyof AccountFields>;
}

export type TransitionOutcome =
  | { kind: "done"; account: PoolAccount }
  /** The condition did not hold; with the account as it is now, or undefined when it is gone. */
  | { kind: "refused"; account: PoolAccount | undefined };

/**
 * Changes an account's state in one conditional write of its one item, adding to its version and its history.
 *
 * A refusal may be the echo of a write that succeeded before (the SDK sends again when an answer gets lost), and
 * an error may hide one: both are settled by a consistent read that looks for `changeId`, never by a guess.
 * @throws RegattaError when AWS failed and the read does not show the change; it may still be on its way.
 */
export async function changeAccount(
  table: PoolTable,
  transition: AccountTransition,
): Promise<TransitionOutcome> {
  const { account } = transition;
  try {
    return { kind: "done", account: await table.update(inputOf(table, transition), { account }) };
  } catch (error) {
    const now = await readAfter(table, account, error);
    if (now?.history.some((change) => change.id === transition.changeId))
      return { kind: "done", account: now };
    if (isRefusal(error)) return { kind: "refused", account: now };
    throw error;
  }
}

async function readAfter(
  table: PoolTable,
  ref: AccountRef,
  error: unknown,
): Promise<PoolAccount | undefined> {
  try {
    return await table.get(ref);
  } catch (readError) {
    // The first failure says more than that of the read which was to explain it.
    throw isRefusal(error) ? readError : error;
  }
}

function inputOf(table: PoolTable, transition: AccountTransition) {
  const { account, changeId: id, condition, to: state, by, why } = transition;
  const at = table.time.earliest();
  const set = { ...transition.set };
  if (set.reason !== undefined) set.reason = shortened(set.reason);
  return updateInput(table.table, table.pool, {
    account,
    condition,
    set: {
      ...set,
      state,
      changedAt: at,
      history: withChange(account.history, { id, at, by, state, why }),
    },
    remove: transition.remove ?? [],
  });
}
