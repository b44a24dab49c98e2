import { accountKey, isMeant, type PoolAccount, type Waiting } from "@regatta/accounts";
import { count } from "../../output/count.ts";
import { duration } from "../../output/duration.ts";
import { patience } from "./diagnose-accounts.ts";
import type { Finding } from "./finding.ts";

/**
 * Whether the line moves: who is first must not wait for what cannot come, nor for very long. Who comes after waits for
 * that one, which is no fault.
 * @param now the server's time, ms.
 */
export function diagnoseLine(
  line: readonly Waiting[],
  accounts: readonly PoolAccount[],
  now: number,
): Finding[] {
  const impossible = line.flatMap((waiting) => judgeNeed(waiting, accounts));
  const [first] = line;
  if (!first || impossible.length > 0) return impossible;
  const waited = now - first.since;
  if (waited <= patience.line) return [];
  const theirs = accounts.filter((account) => isFor(first, account));
  return [
    {
      kind: "line-stuck",
      needsSomeone: true,
      cause: `run ${first.runId} (${first.holder}) is first in line for ${duration(waited)} and needs ${first.needs}: of the ${count(theirs.length, "account")} it may have ${statesOf(theirs)}`,
      accounts: [],
      fix: theirs.some(({ state }) => state === "dirty" || state === "quarantined")
        ? "regatta clean"
        : "regatta pool add, or end runs that hold accounts for long",
    },
  ];
}

function judgeNeed(waiting: Waiting, accounts: readonly PoolAccount[]): Finding[] {
  const theirs = accounts.filter((account) => isFor(waiting, account) && account.state !== "disabled");
  if (theirs.length >= waiting.minimum) return [];
  const { runId, holder, minimum } = waiting;
  return [
    {
      kind: "line-impossible",
      needsSomeone: true,
      cause: `run ${runId} (${holder}) wants ${minimum} at once, and only ${count(theirs.length, "account")} it may have ${theirs.length === 1 ? "is" : "are"} not disabled`,
      accounts: [],
      fix: "end that run and ask for fewer (accounts.min), or regatta pool add",
    },
  ];
}

function isFor({ only, exclude = [] }: Waiting, account: PoolAccount): boolean {
  return isMeant(account, only) && !exclude.includes(account.id) && !exclude.includes(accountKey(account));
}

function statesOf(accounts: readonly PoolAccount[]): string {
  const states = [...new Set(accounts.map(({ state }) => state))];
  return states
    .map((state) => `${accounts.filter((account) => account.state === state).length} ${state}`)
    .join(", ");
}
