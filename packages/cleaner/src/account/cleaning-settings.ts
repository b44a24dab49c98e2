import type { AccountRef } from "@regatta/accounts";
import { bucketName } from "@regatta/stacks";
import picomatch from "picomatch";
import type { DataHook } from "../data/run-data-hook.ts";

/** How much of an account is made new: the team's data by a hook, all stacks, or everything there is. */
export type CleaningDepth = "data" | "stacks" | "everything";

/** How accounts are cleaned: the config's `cleaning`, and what else decides it. */
export interface CleaningSettings {
  readonly depth: CleaningDepth;
  /** Names of stacks that stay, as globs. */
  readonly protectedStacks: readonly string[];
  /** Names and Arns of anything else that stays, as globs. */
  readonly keep: readonly string[];
  /** The bucket of packaged code in each account, which stays: `{account}` and `{region}` stand for the account's. */
  readonly bucket: string;
  /** The role to clean with, by name; the account's own in the pool when left out. */
  readonly roleName?: string | undefined;
  /** Accounts never to be entered: ids, or `<id>/<region>`. */
  readonly protectedAccounts: readonly string[];
  /** Asks for the account Regatta itself runs in, the hub's: aws-nuke is never to enter it either. */
  readonly ownAccount: () => Promise<string>;
  /** How many stacks of an account are deleted at once. */
  readonly stacksAtOnce: number;
  /** The first wait between two looks at something under way, ms. */
  readonly pollMs: number;
  /** From one look of the proof to the next, ms. */
  readonly proofApartMs: number;
  /** What the depth `data` runs. */
  readonly dataHook?: DataHook | undefined;
  /** Whether aws-nuke, for the depth `everything`, insists on the account having an alias. */
  readonly aliasCheck: boolean;
  /** The environment tools start from; their credentials are the account's session. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The stack of the CDK's bootstrap: others' templates need its bucket and roles to be deleted. */
export const bootstrapStack = "CDKToolkit";

/** @returns whether the settings protect what has a name: a stack's, an Arn, a bucket's, a log group's. */
export function keepOf(settings: CleaningSettings, account: AccountRef): (name: string) => boolean {
  const globs = [...settings.protectedStacks, ...settings.keep];
  // As in the shell: a star matches slashes too, which names of log groups are full of.
  const matches = globs.length > 0 ? picomatch(globs, { bash: true, dot: true }) : () => false;
  const bucket = bucketName(settings.bucket, account);
  return (name) => name === bucket || name === `arn:aws:s3:::${bucket}` || matches(name);
}

/** @returns the Arn of the role to clean an account with. @param roleArn the account's own in the pool. */
export function cleanerRoleArn({ roleName }: CleaningSettings, roleArn: string): string {
  if (roleName === undefined) return roleArn;
  const [arn, partition, , , id] = roleArn.split(":");
  return `${arn}:${partition}:iam::${id}:role/${roleName}`;
}

/** @returns a role's name, which is the last part of its path. */
export function roleNameOf(roleArn: string): string {
  return roleArn.split("/").at(-1) ?? roleArn;
}
