import { canBeLeased, type PoolAccount } from "@regatta/accounts";
import { duration } from "@regatta/run-log";
import { type AccountsStep, type AccountsWorth, accountsWorth } from "@regatta/scheduler";
import type { Lending } from "../fleet/lending.ts";
import { costOfDeploying } from "./cost-of-deploying.ts";
import type { RunBasis } from "./run-basis.ts";

export interface AccountsNumberOptions {
  basis: RunBasis;
  lending: Pick<Lending, "minimum" | "maximum">;
  files: readonly string[];
  /** Of the files, ms, as far as they are known. */
  expectedMs: Readonly<Record<string, number>>;
  /** By file, how many accounts it needs at once; those that need one may be left out. */
  accountsOf: Readonly<Record<string, number>>;
  /** How often a file that failed is tried again, in another account. */
  retries: number;
  /** How many containers share the files, each with accounts of its own; default 1. */
  containers?: number;
}

export interface ChosenAccounts {
  accounts: number;
  /** In words, for people. */
  reason: string;
  /** What each of them saves and costs, the second first, and the one that is not taken. */
  steps: AccountsStep[];
}

/** From the lease to the first line of a test file, ms: two calls to the table, three to STS and CloudFormation, a worker. */
const ENTER_MS = 2_000;

/** How many accounts a run of these files is to hold in this container, where that is left to Regatta, and why. Pure. */
export function chooseAccountsNumber({
  basis,
  lending,
  files,
  expectedMs,
  accountsOf,
  retries,
  containers = 1,
}: AccountsNumberOptions): ChosenAccounts {
  const width = (file: string) => accountsOf[file] ?? 1;
  const atLeast = Math.max(lending.minimum, retries > 0 ? 2 : 1, ...files.map(width));
  const worth = accountsWorth({
    expectedMs: files.flatMap((file) => {
      const length = Object.hasOwn(expectedMs, file) ? expectedMs[file] : undefined;
      return Array.from({ length: width(file) }, () => length);
    }),
    setupMs: setupOf(basis).slice(0, lending.maximum * containers),
    filesPerAccount: basis.config.accounts.filesPerAccount,
    atLeast,
  });
  const { accounts: all, steps, next } = worth;
  const accounts = Math.max(Math.ceil(all / containers), Math.min(atLeast, all));
  const shared = containers > 1 ? `of ${all} in ${containers} containers: ` : "";
  return { accounts, reason: shared + describeWorth(worth), steps: [...steps, next] };
}

/** How long each account would take until it runs a file: those to be had now first, and the nearest to ready of them. */
function setupOf(basis: RunBasis): number[] {
  const cost = costOfDeploying(basis);
  const sorted = (accounts: PoolAccount[]) =>
    accounts.map((one) => ENTER_MS + cost(one)).sort((a, b) => a - b);
  const free = basis.accounts.filter(canBeLeased);
  const held = basis.accounts.filter(({ state }) => state === "leased" || state === "cleaning");
  const setup = [...sorted(free), ...sorted(held)];
  return setup.length > 0 ? setup : [ENTER_MS];
}

function describeWorth({ because, makespanMs, aloneMs, accounts, next }: AccountsWorth): string {
  const whole = `about ${duration(makespanMs)}${accounts > 1 ? `, in one account ${duration(aloneMs)}` : ""}`;
  const saves = next.savesMs < 100 ? "nothing" : duration(next.savesMs);
  const more = `one more would save ${saves}`;
  switch (because) {
    case "unknown":
      return "no file has a recorded time, so all that are allowed";
    case "longest":
      return `${whole}; the longest file alone takes that long`;
    case "little":
      return saves === "nothing" ? `${whole}; ${more}` : `${whole}; ${more}, less than 2 %`;
    case "dear":
      return `${whole}; ${more} and take ${duration(next.costsMs)} to set up`;
    case "most":
      return `${whole}; ${more}, but no more are allowed, or to be had`;
  }
}
