import { type AccountInput, accountKey, type PoolAccount } from "@regatta/accounts";
import type { OrganizationAccount, OrganizationPart } from "./read-organization.ts";

/** An organization, the pool it is to be compared with, and how its accounts are added. */
export interface ImportRequest {
  organization: OrganizationPart;
  /** The accounts the pool has. */
  pool: readonly PoolAccount[];
  /** Each account is added once for each. */
  regions: readonly string[];
  /** Accounts that are never to be entered: their ids. */
  protectedAccounts: readonly string[];
  /** The role that runs assume in an account. */
  roleArn: (account: { id: string; region: string }) => string;
  /** What that role asks for, where it asks for one. */
  externalId?: string | undefined;
}

/** What importing would do; nothing is done yet. */
export interface ImportPlan {
  /** Accounts of the organization that the pool does not have. */
  add: Array<AccountInput & { title: string }>;
  /** Accounts of the pool that are not below the unit any more, or cannot be used; and why. */
  missing: Array<{ account: PoolAccount; reason: string }>;
  /** Accounts that an import had disabled, and that are there again: somebody decides whether they are enabled. */
  back: PoolAccount[];
  /** Accounts of the organization that are left out, and why. */
  leftOut: Array<{ id: string; title: string; reason: string }>;
  /** How many accounts of the pool stay as they are. */
  unchanged: number;
}

/** What reasons an import gives when it disables an account begin with, to know them again. */
const GONE = "not in the organization's unit";

/**
 * Compares an organization with a pool. Accounts with a name are their owners', and never missing; one that is disabled
 * is not disabled again. Pure.
 * @returns what importing would do, in the order of the organization and of the pool.
 */
export function planImport(request: ImportRequest): ImportPlan {
  const { organization, pool, regions } = request;
  const usable = new Map<string, OrganizationAccount>();
  const leftOut: ImportPlan["leftOut"] = [];
  for (const account of organization.accounts) {
    const reason = whyNot(account, request);
    if (reason === undefined) usable.set(account.id, account);
    else leftOut.push({ id: account.id, title: account.name, reason });
  }
  const known = new Set(pool.map(accountKey));
  const add = [...usable.values()].flatMap((account) =>
    regions
      .filter((region) => !known.has(accountKey({ id: account.id, region })))
      .map((region) => inputOf(account, region, request)),
  );
  const missing = pool.flatMap((account) => {
    const reason = whyMissing(account, organization);
    return reason === undefined || account.state === "disabled" ? [] : [{ account, reason }];
  });
  const back = pool.filter(
    (account) => account.state === "disabled" && account.reason?.startsWith(GONE) && usable.has(account.id),
  );
  return { add, missing, back, leftOut, unchanged: pool.length - missing.length - back.length };
}

function inputOf({ id, name }: OrganizationAccount, region: string, request: ImportRequest) {
  const { roleArn, externalId } = request;
  return { id, region, title: name, roleArn: roleArn({ id, region }), externalId };
}

function whyNot({ id, state }: OrganizationAccount, request: ImportRequest): string | undefined {
  const { organization, protectedAccounts } = request;
  if (id === organization.management) return "the organization's management account";
  if (id === organization.caller) return "the account you are in, which has the pool's table";
  if (protectedAccounts.includes(id)) return "protected by accounts.protected";
  return state === "ACTIVE" ? undefined : stateInWords(state);
}

function whyMissing({ id, name }: PoolAccount, { accounts, parent }: OrganizationPart): string | undefined {
  if (name !== undefined) return undefined;
  const there = accounts.find((account) => account.id === id);
  if (!there) return `${GONE} ${parent} any more`;
  return there.state === "ACTIVE"
    ? undefined
    : `${GONE} ${parent} as an active account: ${stateInWords(there.state)}`;
}

function stateInWords(state: string): string {
  return `it is ${state.toLowerCase().replaceAll("_", " ")}`;
}
