import type { PoolAccount, TableSettings, Waiting } from "@regatta/accounts";
import { diagnoseAccounts } from "./diagnose-accounts.ts";
import { diagnoseLine } from "./diagnose-line.ts";
import type { Finding } from "./finding.ts";

export interface PoolFacts {
  accounts: readonly PoolAccount[];
  line: readonly Waiting[];
  /** The server's time, ms. */
  now: number;
  /** The table's settings, or why they could not be read. */
  settings: TableSettings | { unreadable: string };
}

/** What there is to say of a pool, what needs somebody first. Pure. */
export function diagnose({ accounts, line, now, settings }: PoolFacts): Finding[] {
  const findings = [
    ...diagnoseWhole(accounts),
    ...diagnoseLine(line, accounts, now),
    ...diagnoseAccounts(accounts, now),
    ...diagnoseTable(settings),
  ];
  return findings.sort((a, b) => Number(b.needsSomeone) - Number(a.needsSomeone));
}

function diagnoseWhole(accounts: readonly PoolAccount[]): Finding[] {
  const shared = accounts.filter(({ name }) => name === undefined);
  if (shared.length === 0)
    return [
      finding(
        "empty",
        "the pool has no accounts that runs may have",
        "regatta pool add <account id> --role <role>",
      ),
    ];
  if (shared.some(({ state }) => ["available", "leased", "cleaning"].includes(state))) return [];
  return [
    finding(
      "nothing-to-lease",
      "no run can have an account: none is available, leased or being cleaned",
      "regatta clean, and what is said below",
    ),
  ];
}

function diagnoseTable(settings: PoolFacts["settings"]): Finding[] {
  if ("unreadable" in settings) {
    const cause = `the table's settings could not be read: ${settings.unreadable}`;
    const fix =
      "allow dynamodb:DescribeContinuousBackups and dynamodb:DescribeTimeToLive, if you are to see them";
    return [{ ...finding("settings-unreadable", cause, fix), needsSomeone: false }];
  }
  const { pointInTimeRecovery, expiry } = settings;
  // One that does not know about recovery is no DynamoDB that anything of value is kept in.
  if (pointInTimeRecovery === "unknown") return [];
  return [
    ...(pointInTimeRecovery === "off"
      ? [
          finding(
            "no-recovery",
            "the table has no point-in-time recovery: what is deleted is lost",
            "regatta pool init",
          ),
        ]
      : []),
    ...(expiry === "off"
      ? [
          finding(
            "no-expiry",
            "old records in the table never expire (time to live is off)",
            "regatta pool init",
          ),
        ]
      : []),
  ];
}

function finding(kind: Finding["kind"], cause: string, fix: string): Finding {
  return { kind, needsSomeone: true, cause, accounts: [], fix };
}
