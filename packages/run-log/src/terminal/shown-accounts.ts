import type { AccountState } from "../state/account-state.ts";

/** What an account does, in one word, in the order a run goes. */
export type Doing = "starting" | "deploying" | "running" | "idle" | "dirty" | "kept" | "lost";

const ORDER: Doing[] = ["running", "deploying", "starting", "idle", "dirty", "kept", "lost"];

/** How many accounts do what, in words: `150 running, 40 deploying, 3 dirty`; those handed back sound are left out. */
export function whatTheyDo(accounts: Iterable<AccountState>): string {
  const counts = new Map<Doing, number>();
  for (const account of accounts) {
    const doing = doingOf(account);
    if (doing) counts.set(doing, (counts.get(doing) ?? 0) + 1);
  }
  return ORDER.flatMap((doing) => (counts.has(doing) ? [`${counts.get(doing)} ${doing}`] : [])).join(", ");
}

/** The accounts in which something is waited for, what has taken longest first: files before deploys. */
export function slowestFirst(accounts: readonly AccountState[]): AccountState[] {
  const of = (doing: Doing) =>
    accounts.filter((account) => doingOf(account) === doing).sort((a, b) => a.since - b.since);
  return [...of("running"), ...of("deploying"), ...of("starting")];
}

function doingOf({ phase }: AccountState): Doing | undefined {
  switch (phase.kind) {
    case "leased":
      return "starting";
    case "preparing":
      return "deploying";
    case "ready":
      return "idle";
    case "released":
      return undefined;
    default:
      return phase.kind;
  }
}
