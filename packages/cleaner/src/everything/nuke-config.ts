import type { AccountRef } from "@regatta/accounts";
import { RegattaError } from "@regatta/foundation";
import { stringify } from "yaml";
import { globPattern } from "./glob-pattern.ts";
import { type Filters, type NukeFilter, namePattern, standingFilters } from "./nuke-filters.ts";

export interface NukeConfigInput {
  /** The one account it is for. */
  readonly account: AccountRef;
  /** Accounts never to be entered, ids or `<id>/<region>`, and the one Regatta itself runs in. At least one. */
  readonly protectedAccounts: readonly string[];
  /**
   * Whether what belongs to no region (IAM, CloudFront) goes too. Not where the account is in the pool in several
   * regions: somebody may be at work in another.
   */
  readonly global: boolean;
  /** Roles that stay, by name: the account's own in the pool, the cleaner's. */
  readonly roles: readonly string[];
  /** The config's globs of what is protected. */
  readonly keep: readonly string[];
  /** Stacks that are protected, those nested in them too, with the physical ids of their resources. */
  readonly stacks: ReadonlyArray<{ readonly name: string; readonly resources: readonly string[] }>;
  /** What the account's baseline has, by name or Arn. */
  readonly baseline: readonly string[];
  /**
   * Whether the account must have an alias, without "prod" in it: aws-nuke's own guard against the wrong account. Only
   * where accounts have none, and the config says so, the account is listed to be let through.
   */
  readonly aliasCheck: boolean;
  /** Types of aws-nuke's that are left alone. */
  readonly excludes?: readonly string[];
}

/**
 * What would resist only because it is protected from deletion, which in these accounts is no reason to stay. The types
 * are aws-nuke's (`aws-nuke resource-types`).
 */
const deletionProtected = [
  "CloudFormationStack",
  "CloudWatchLogsLogGroup",
  "CognitoUserPool",
  "DynamoDBTable",
  "EC2Instance",
  "ELBv2",
  "RDSInstance",
];

/**
 * The configuration with which aws-nuke (ekristen/aws-nuke, version 3) empties one account and nothing else: one account
 * under `accounts`, one region beside what belongs to none, the protected accounts blocked, and filters on all that stays.
 * @returns YAML. @throws RegattaError NUKE_UNPROTECTED when nothing is to be blocked (aws-nuke asks for at least one), or
 * the account itself is protected; NUKE_GLOB for a glob that cannot be said to aws-nuke.
 */
export function nukeConfig(input: NukeConfigInput): string {
  const { account, aliasCheck, excludes = [] } = input;
  const config = {
    blocklist: blocklist(input),
    regions: input.global ? [account.region, "global"] : [account.region],
    ...(aliasCheck ? {} : { "bypass-alias-check-accounts": [account.id] }),
    // Buckets are emptied with them: object by object it would take ages.
    "resource-types": { excludes: [...new Set(["S3Object", ...excludes])].sort() },
    settings: settings(),
    accounts: { [account.id]: { filters: filters(input) } },
  };
  // Ids keep their quotes: some begin with 0, and a number would lose it.
  return stringify(config, { lineWidth: 0, defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" });
}

function blocklist({ account, protectedAccounts }: NukeConfigInput): string[] {
  const ids = [...new Set(protectedAccounts.map((one) => one.split("/")[0] ?? one))].sort();
  const refuse = (message: string, nextStep: string) =>
    new RegattaError(message, { code: "NUKE_UNPROTECTED", source: "user", account: account.id, nextStep });
  if (ids.length === 0) {
    throw refuse(
      "aws-nuke runs only where at least one other account is blocked, and none is protected.",
      "List the account of production and the organization's management account in accounts.protected.",
    );
  }
  if (ids.includes(account.id)) {
    throw refuse(`Account ${account.id} is protected.`, "Take it out of the pool: regatta pool remove.");
  }
  return ids;
}

function settings(): Record<string, Record<string, boolean>> {
  return {
    ...Object.fromEntries(deletionProtected.map((type) => [type, { DisableDeletionProtection: true }])),
    S3Bucket: { BypassGovernanceRetention: true, RemoveObjectLegalHold: true },
  };
}

function filters({ roles, keep, stacks, baseline }: NukeConfigInput): Filters {
  const names = [...roles, ...stacks.flatMap(({ name, resources }) => [name, ...resources]), ...baseline];
  const patterns = [
    ...names.map((name) => namePattern(name)),
    ...keep.map((glob) => namePattern(glob, globPattern)),
  ];
  const global: NukeFilter[] = [
    ...[...new Set(patterns)].sort().map((value) => ({ type: "regex", value })),
    ...stacks.map(({ name }) => ({ property: "tag:aws:cloudformation:stack-name", value: name })),
  ];
  return { __global__: global, ...standingFilters };
}
