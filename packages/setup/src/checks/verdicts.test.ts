import { expect, test } from "@jest/globals";
import { type AccountFacts, judgeAccount } from "./judge-account.ts";
import { judgeMachine } from "./judge-machine.ts";
import { judgeTable } from "./judge-table.ts";

const account = "210000000001/eu-west-1";
const roleArn = "arn:aws:iam::210000000001:role/RegattaTest";
const entered = { kind: "entered", leftMs: 3_600_000 } as const;
const refused = { kind: "refused", code: "SESSION_REFUSED", message: "STS does not let us in" } as const;
const well: AccountFacts = {
  account,
  isProtected: false,
  roleOwner: "210000000001",
  roleArn,
  externalId: "ours",
  entry: entered,
  withoutExternalId: refused,
  permissions: { kind: "simulated", denied: [] },
};
const verdicts = (facts: Partial<AccountFacts>) =>
  judgeAccount({ ...well, ...facts })
    .filter(({ verdict }) => verdict !== "ok")
    .map(({ check, verdict }) => `${check}: ${verdict}`);

test("an account that is as it should be has nothing to mend", () => {
  expect(verdicts({})).toEqual([]);
  expect(judgeAccount(well).every(({ about, fix }) => about === account && fix === undefined)).toBe(true);
});

test.each<[string, Partial<AccountFacts>, string[]]>([
  ["one that is protected", { isProtected: true }, ["protection: problem"]],
  ["a role of another account", { roleOwner: "999999999999" }, ["role: problem"]],
  ["one that lets nobody in", { entry: refused }, ["entering it: problem"]],
  ["one that was not tried", { entry: undefined as never }, ["entering it: problem"]],
  ["sessions that are short", { entry: { kind: "entered", leftMs: 900_000 } }, ["session: warning"]],
  ["a role that asks for no external id", { withoutExternalId: entered }, ["external id: problem"]],
  [
    "an external id that could not be tried",
    { withoutExternalId: { ...refused, code: "AWS_UNREACHABLE" } },
    ["external id: warning"],
  ],
  ["no external id at all", { externalId: undefined }, ["external id: warning"]],
  [
    "a role that may not do what is needed",
    { permissions: { kind: "simulated", denied: ["cloudformation:CreateStack"] } },
    ["permissions: problem"],
  ],
  [
    "permissions that nobody knows",
    { permissions: { kind: "unknown", why: "timeout" } },
    ["permissions: warning"],
  ],
  [
    "a cleaner's role that lets nobody in",
    { cleaner: { roleArn, entry: refused } },
    ["cleaner's role: problem"],
  ],
  [
    "a cleaner's role that is not this identity's to become",
    {
      cleaner: {
        roleArn,
        entry: {
          ...refused,
          message: "denied because no identity-based policy allows the sts:AssumeRole action",
        },
      },
    },
    ["cleaner's role: warning"],
  ],
  ["no CDK bootstrap stack", { bootstrap: "missing" }, ["CDK bootstrap: problem"]],
  ["a CDK bootstrap stack that cannot be read", { bootstrap: "unreadable" }, ["CDK bootstrap: warning"]],
  ["policies against old sessions", { sessionPolicies: ["RegattaRevokeOlderSessions"] }, []],
])("%s", (_, facts, expected) => {
  expect(verdicts(facts)).toEqual(expected);
  for (const { verdict, fix } of judgeAccount({ ...well, ...facts })) {
    expect(fix !== undefined).toBe(verdict !== "ok");
  }
});

test("the machine: whoever runs it, in a pool account or not, and a clock that AWS minds", () => {
  const facts = {
    arn: "arn:aws:iam::100000000000:role/ci",
    account: "100000000000",
    pool: ["210000000001"],
    protectedAccounts: ["100000000000"],
    clockOffMs: 900,
  };
  const of = (change: object) => judgeMachine({ ...facts, ...change }).map(({ verdict }) => verdict);
  expect(of({})).toEqual(["ok", "ok"]);
  expect(of({ protectedAccounts: [] })).toEqual(["warning", "ok"]);
  expect(of({ pool: ["100000000000"] })).toEqual(["problem", "ok"]);
  expect(of({ clockOffMs: -60_000 })).toEqual(["ok", "warning"]);
  expect(of({ clockOffMs: 400_000 })).toEqual(["ok", "problem"]);
  expect(judgeMachine({ pool: [], protectedAccounts: [], whyUnknown: "no credentials" })).toMatchObject([
    { verdict: "problem", seen: "no credentials" },
  ]);
});

test("the table: keys, billing and what keeps it safe", () => {
  const facts = {
    table: "regatta",
    keys: "pk HASH, sk RANGE",
    billing: "PAY_PER_REQUEST",
    pointInTimeRecovery: "on",
    expiry: "on",
    accounts: 2,
  } as const;
  const of = (change: object) =>
    judgeTable({ ...facts, ...change })
      .filter(({ verdict }) => verdict !== "ok")
      .map(({ check, verdict }) => `${check}: ${verdict}`);
  expect(of({})).toEqual([]);
  expect(of({ pointInTimeRecovery: "off", expiry: "unknown", billing: "PROVISIONED" })).toEqual([
    "billing: warning",
    "point-in-time recovery: warning",
  ]);
  expect(of({ keys: "id HASH", accounts: 0, unwritable: "not authorized" })).toEqual([
    "keys: problem",
    "reading and writing: problem",
    "accounts: problem",
  ]);
  expect(of({ unrecordable: "not authorized" })).toEqual(["records of runs: warning"]);
  expect(of({ settingsUnknown: "not authorized" })).toEqual(["settings: warning"]);
  expect(of({ unreadable: "there is no table" })).toEqual(["reading it: problem"]);
});
