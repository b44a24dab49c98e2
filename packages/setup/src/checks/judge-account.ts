import { type Finding, findingsAbout } from "./finding.ts";

/** What came of trying to enter an account with a role. */
export type Entry = { kind: "entered"; leftMs: number } | { kind: "refused"; code: string; message: string };

/** What a role may do, as far as it could be found out. */
export type Permissions =
  /** Asked of IAM itself. */
  | { kind: "simulated"; denied: string[] }
  /** IAM may not be asked: tried with calls that change nothing. */
  | { kind: "tried"; denied: string[] }
  | { kind: "unknown"; why: string };

/** What was seen of one account of the pool. */
export interface AccountFacts {
  /** `<id>/<region>`. */
  account: string;
  isProtected: boolean;
  /** The account the role's ARN names. */
  roleOwner: string | undefined;
  roleArn: string;
  externalId: string | undefined;
  /** Absent when nothing was tried: it is protected, or the role is another account's. */
  entry?: Entry;
  /** The same without the external id; absent when there is none, or when it cannot be entered anyway. */
  withoutExternalId?: Entry;
  permissions?: Permissions;
  /** Of the cleaner's role, where it is another one. */
  cleaner?: { roleArn: string; entry: Entry };
  /** Whether the CDK's bootstrap stack is there, where services need it. */
  bootstrap?: "there" | "missing" | "unreadable";
  /** Policies that keep old sessions out. */
  sessionPolicies?: string[];
}

// Under five minutes an SDK renews credentials with every call; the shortest STS gives are 15 minutes.
const SHORT_MS = 30 * 60_000;

/** Judges one account. Pure. */
export function judgeAccount(facts: AccountFacts): Finding[] {
  const { ok, problem } = findingsAbout(facts.account);
  if (facts.isProtected) {
    const fix = "Take it out of the pool with `regatta pool remove`, or off accounts.protected.";
    return [problem("protection", "it is protected and in the pool: no command enters it", fix)];
  }
  const id = facts.account.split("/")[0];
  if (facts.roleOwner !== id) {
    const seen = `its role ${facts.roleArn} belongs to account ${facts.roleOwner ?? "(none named)"}`;
    return [problem("role", seen, "Remove the account and add it again with a role of its own.")];
  }
  const { entry } = facts;
  if (entry?.kind !== "entered") return [judgeRefusal(facts)];
  const entered = `as ${facts.roleArn}, and it is the right account`;
  return [
    ok("entering it", entered),
    judgeDuration(facts, entry.leftMs),
    judgeExternalId(facts),
    ...judgePermissions(facts),
    ...judgeCleaner(facts),
    ...judgeBootstrap(facts),
    ...judgeSessionPolicies(facts),
  ];
}

function judgeRefusal({ account, entry }: AccountFacts): Finding {
  const { problem } = findingsAbout(account);
  if (entry?.kind !== "refused") return problem("entering it", "not tried", "Run the doctor again.");
  const fix =
    entry.code === "WRONG_ACCOUNT"
      ? "Correct the role in the pool, or the endpoint that STS is asked at; nothing was done there."
      : entry.code === "SESSION_REFUSED"
        ? "Check that the role exists, its trust policy (sts:AssumeRole and sts:TagSession) and the external id: docs/pool.md."
        : "Mend what the message names, and run the doctor again.";
  return problem("entering it", entry.message, fix);
}

function judgeDuration({ account }: AccountFacts, leftMs: number): Finding {
  const { ok, warning } = findingsAbout(account);
  const seen = `sessions of ${Math.round(leftMs / 60_000)} min`;
  const fix = "Raise the role's maximum session duration to an hour.";
  return leftMs < SHORT_MS ? warning("session", seen, fix) : ok("session", seen);
}

function judgeExternalId({ account, externalId, withoutExternalId }: AccountFacts): Finding {
  const { ok, warning, problem } = findingsAbout(account);
  const demand = "Have the role's trust policy demand it: docs/pool.md shows the condition.";
  if (externalId === undefined) {
    return warning("external id", "the pool has none for it", `Add one to the pool's entry. ${demand}`);
  }
  if (withoutExternalId?.kind === "refused" && withoutExternalId.code === "SESSION_REFUSED") {
    return ok("external id", "without it nobody is let in");
  }
  if (withoutExternalId?.kind === "refused") {
    return warning("external id", `not known to be demanded: ${withoutExternalId.message}`, demand);
  }
  return problem("external id", "the role lets us in without it", demand);
}

function judgePermissions({ account, permissions }: AccountFacts): Finding[] {
  if (!permissions) return [];
  const { ok, warning, problem } = findingsAbout(account);
  if (permissions.kind === "unknown") {
    const fix = "Allow iam:SimulatePrincipalPolicy to the role, or look at its policies yourself.";
    return [warning("permissions", permissions.why, fix)];
  }
  const { denied, kind } = permissions;
  if (denied.length > 0) {
    return [problem("permissions", `not allowed: ${denied.join(", ")}`, "Allow them to the role.")];
  }
  return [
    ok("permissions", kind === "simulated" ? "all that Regatta needs" : "reading stacks; more was not asked"),
  ];
}

function judgeCleaner({ account, cleaner }: AccountFacts): Finding[] {
  if (!cleaner) return [];
  const { ok, warning, problem } = findingsAbout(account);
  const { entry, roleArn } = cleaner;
  if (entry.kind === "entered") return [ok("cleaner's role", roleArn)];
  // AWS's words where the caller's own policies decide, not the role's: "Troubleshoot access denied error messages", IAM.
  if (/no identity-based policy allows/.test(entry.message)) {
    const fix =
      "Nothing, where another identity cleans. Else let this one: CleanerRoleName in docs/setup.md.";
    return [warning("cleaner's role", "this identity may not become it", fix)];
  }
  return [
    problem(
      "cleaner's role",
      entry.message,
      "Deploy the template of the cleaner's role there: docs/setup.md.",
    ),
  ];
}

function judgeBootstrap({ account, bootstrap }: AccountFacts): Finding[] {
  if (bootstrap === undefined) return [];
  const { ok, warning, problem } = findingsAbout(account);
  const [id, region] = account.split("/");
  if (bootstrap === "there") return [ok("CDK bootstrap", "the stack CDKToolkit is there")];
  const fix = `Run \`cdk bootstrap aws://${id}/${region}\`.`;
  return bootstrap === "missing"
    ? [problem("CDK bootstrap", "the stack CDKToolkit is not there, and services are deployed by cdk", fix)]
    : [warning("CDK bootstrap", "the stack CDKToolkit cannot be read", fix)];
}

function judgeSessionPolicies({ account, sessionPolicies = [] }: AccountFacts): Finding[] {
  if (sessionPolicies.length === 0) return [];
  const { ok } = findingsAbout(account);
  return [ok("old sessions", `kept out by the role's policy ${sessionPolicies.join(", ")}`)];
}
