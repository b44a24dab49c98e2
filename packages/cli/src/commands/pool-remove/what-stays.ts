import { accountKey, type PoolAccount } from "@regatta/accounts";

const NAMED = 8;

/** What is left in accounts that are taken out of the pool, a line each. */
export function whatStays(accounts: readonly PoolAccount[]): string {
  return accounts.map((account) => `${nameOf(account)}: ${leftIn(account)}\n`).join("");
}

function nameOf(account: PoolAccount): string {
  const { name, state } = account;
  return `${accountKey(account)}${name === undefined ? "" : ` (${name})`}, ${state}`;
}

// What is known of, which need not be all there is.
function leftIn({ fingerprints }: PoolAccount): string {
  const services = Object.keys(fingerprints).sort();
  if (services.length === 0) return "nothing is known to be deployed there; what is there stays";
  const more = services.length > NAMED ? ` and ${services.length - NAMED} more` : "";
  return `left deployed there, as last seen: ${services.slice(0, NAMED).join(", ")}${more}`;
}
