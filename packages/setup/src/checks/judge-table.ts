import { type Finding, findingsAbout } from "./finding.ts";

type Setting = "on" | "off" | "unknown";

/** What was seen of the pool's table. */
export interface TableFacts {
  table: string;
  /** Why it could not be read; the others are then absent. */
  unreadable?: string;
  /** Such as `pk HASH, sk RANGE`. */
  keys?: string;
  billing?: string;
  pointInTimeRecovery?: Setting;
  expiry?: Setting;
  /** Why settings could not be asked. */
  settingsUnknown?: string;
  /** Why a write would be refused; absent when it would not. */
  unwritable?: string;
  /** Why a record of a run would be refused; absent when it would not. */
  unrecordable?: string;
  accounts?: number;
}

/** Judges the pool's table. Every table of DynamoDB is encrypted; with whose key is nothing that stands in the way. Pure. */
export function judgeTable(facts: TableFacts): Finding[] {
  const { table, unreadable } = facts;
  const { ok, problem, warning } = findingsAbout(`table ${table}`);
  if (unreadable !== undefined) {
    return [problem("reading it", unreadable, "Run `regatta pool init`, or mend what the message names.")];
  }
  return [
    facts.keys === "pk HASH, sk RANGE"
      ? ok("keys", facts.keys)
      : problem(
          "keys",
          facts.keys ?? "none",
          "Use another table: `regatta pool init` with another pool.table.",
        ),
    facts.unwritable === undefined
      ? ok("reading and writing", `${facts.accounts ?? 0} accounts read, a write would be taken`)
      : problem(
          "reading and writing",
          facts.unwritable,
          "Allow dynamodb:UpdateItem on the table: docs/pool.md.",
        ),
    ...(facts.unwritable === undefined && facts.unrecordable !== undefined
      ? [
          warning(
            "records of runs",
            facts.unrecordable,
            "Deploy the role's template anew (`regatta setup ci-role`), or regatta stats knows of no runs of this identity.",
          ),
        ]
      : []),
    facts.accounts === 0
      ? problem("accounts", "the pool has none", "Add some with `regatta pool add`.")
      : ok("accounts", `${facts.accounts}`),
    ...judgeSettings(facts),
  ];
}

function judgeSettings(facts: TableFacts): Finding[] {
  const { ok, warning } = findingsAbout(`table ${facts.table}`);
  const { billing, pointInTimeRecovery, expiry, settingsUnknown } = facts;
  const paid = "paid per request";
  const findings = [
    billing === "PAY_PER_REQUEST"
      ? ok("billing", paid)
      : warning(
          "billing",
          `${billing ?? "PROVISIONED"}`,
          `Make it ${paid}: a storm of leases is throttled else.`,
        ),
  ];
  if (settingsUnknown !== undefined) {
    const fix = "Allow dynamodb:DescribeContinuousBackups and DescribeTimeToLive to whoever runs the doctor.";
    return [...findings, warning("settings", settingsUnknown, fix)];
  }
  const settings = [
    { check: "point-in-time recovery", is: pointInTimeRecovery },
    { check: "expiry of old records", is: expiry },
  ];
  for (const { check, is } of settings) {
    if (is === "on") findings.push(ok(check, "on"));
    else if (is === "off") findings.push(warning(check, "off", "`regatta pool init` switches it on."));
    else findings.push(ok(check, "not known to this DynamoDB"));
  }
  return findings;
}
