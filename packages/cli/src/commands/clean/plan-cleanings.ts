import { accountKey, type PoolAccount } from "@regatta/accounts";
import { type PlanCleaningOptions, type PlannedCleaning, planCleaning } from "@regatta/cleaner";
import { isRegattaError } from "@regatta/foundation";
import type { NotPlanned } from "./render-cleaning.ts";

export interface PlanCleaningsOptions extends Omit<PlanCleaningOptions, "account" | "isOnlyRegion"> {
  /** Those to look at. */
  due: readonly PoolAccount[];
  /** The whole pool. */
  all: readonly PoolAccount[];
  /** An account is looked at; the number counts from 1. */
  onAccount(account: string, number: number): void;
}

/** Looks at one account after the other; one that cannot be looked at is told, and the next is. @throws what is no RegattaError. */
export async function planCleanings({
  due,
  all,
  onAccount,
  ...options
}: PlanCleaningsOptions): Promise<Array<PlannedCleaning | NotPlanned>> {
  const plans: Array<PlannedCleaning | NotPlanned> = [];
  for (const [i, account] of due.entries()) {
    if (options.signal.aborted) break;
    onAccount(accountKey(account), i + 1);
    const isOnlyRegion = all.filter(({ id }) => id === account.id).length === 1;
    plans.push(await planCleaning({ ...options, account, isOnlyRegion }).catch(notPlanned(account)));
  }
  return plans;
}

function notPlanned(account: PoolAccount): (error: unknown) => NotPlanned {
  return (error) => {
    if (!isRegattaError(error)) throw error;
    const { message: problem, code, nextStep } = error;
    return { account: accountKey(account), problem, code, ...(nextStep ? { nextStep } : {}) };
  };
}
