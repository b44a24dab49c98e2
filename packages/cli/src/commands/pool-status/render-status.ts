import type { AccountState } from "@regatta/accounts";
import { count } from "../../output/count.ts";
import { duration } from "../../output/duration.ts";
import { table } from "../../output/table.ts";
import type { AccountStatus, PoolStatus } from "./pool-status.ts";

interface Colours {
  bold: (text: string) => string;
  green: (text: string) => string;
  yellow: (text: string) => string;
  red: (text: string) => string;
  dim: (text: string) => string;
}

/** The pool as people read it. */
export function renderStatus(status: PoolStatus, colours: Colours): string {
  const { accounts } = status;
  const title = `Pool ${status.pool} in table ${status.table}: ${count(accounts.length, "account")}`;
  if (accounts.length === 0) return `${title}.\nnext: regatta pool add <account id> --role <role>\n`;
  const rows = accounts
    .toSorted((a, b) => a.account.localeCompare(b.account))
    .map((account) => rowOf(account, colours));
  const head = ["ACCOUNT", "STATE", "FOR", "LEASE LEFT", "HOLDER OR REASON"].map(colours.bold);
  return `${title}, ${countStates(accounts)}.\n\n${table(head, rows)}`;
}

function countStates(accounts: AccountStatus[]): string {
  const counts = new Map<AccountState, number>();
  for (const { state } of accounts) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts].map(([state, number]) => `${number} ${state}`).join(", ");
}

function rowOf({ account, name, state, forMs, reason, lease }: AccountStatus, colours: Colours): string[] {
  return [
    name === undefined ? account : `${account} (${name})`,
    colourOf(state, colours)(state),
    duration(Math.floor(forMs / 1000) * 1000),
    lease ? leaseLeft(lease.leftMs, colours) : "",
    lease ? `run ${lease.runId}, ${lease.holder}` : (reason ?? ""),
  ];
}

function leaseLeft(leftMs: number, { red }: Colours): string {
  if (leftMs > 0) return duration(Math.ceil(leftMs / 1000) * 1000);
  return red(`ran out ${duration(Math.floor(-leftMs / 1000) * 1000)} ago`);
}

function colourOf(state: AccountState, { green, yellow, red, dim }: Colours): (text: string) => string {
  switch (state) {
    case "available":
      return green;
    case "leased":
    case "cleaning":
      return yellow;
    case "dirty":
    case "quarantined":
      return red;
    case "disabled":
      return dim;
  }
}
