import type { AccountView, PoolView } from "./pool-view.ts";

/**
 * A look, but nothing of it older than what was known: a cheap read may be answered by a server that has not heard of the
 * last write yet. What did not change is the same object as before. Pure.
 */
export function newestOf(known: PoolView, found: PoolView): PoolView {
  const accounts = Object.values(found.accounts).map((account) =>
    newerOf(known.accounts[account.account], account),
  );
  return { ...found, accounts: Object.fromEntries(accounts.map((account) => [account.account, account])) };
}

function newerOf(known: AccountView | undefined, found: AccountView): AccountView {
  if (known === undefined || found.version > known.version) return found;
  // What can be done with an account changes with time alone, when a lease runs out.
  if (found.version === known.version) return JSON.stringify(found) === JSON.stringify(known) ? known : found;
  // One that was removed and added again begins anew.
  return found.since > known.since ? found : known;
}
