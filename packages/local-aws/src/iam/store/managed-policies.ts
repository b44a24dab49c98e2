import { readPolicy } from "../policy/policy-document.ts";
import type { IamAccount } from "./iam-account.ts";
import { iamError } from "./iam-error.ts";
import type { ManagedPolicyRecord } from "./model.ts";
import { newId } from "./new-id.ts";

export interface PolicySpec {
  readonly name: string;
  readonly document: string;
  readonly path?: string | undefined;
  readonly description?: string | undefined;
}

/**
 * Makes a managed policy, or, for CloudFormation, changes the one there is.
 * @param options.now server time, ms since the epoch.
 * @throws {AwsError} `EntityAlreadyExists` unless it may be replaced, `MalformedPolicyDocument`.
 */
export async function putManagedPolicy(
  account: IamAccount,
  spec: PolicySpec,
  { now, replace = false }: { now: number; replace?: boolean },
): Promise<ManagedPolicyRecord> {
  const { name, document, path = "/", description = "" } = spec;
  const arn = `arn:aws:iam::${account.id}:policy${path}${name}`;
  const before = account.policy(arn);
  if (before && !replace) throw iamError.policyExists(name);
  readPolicy(document, "identity");
  const { id, createdAt } = before ?? { id: newId("ANPA"), createdAt: now };
  const policy = { name, path, arn, id, createdAt, description, document };
  await account.putPolicy(policy);
  return policy;
}

/** @throws {AwsError} `NoSuchEntity`, `DeleteConflict` while a role has it. */
export async function deleteManagedPolicy(account: IamAccount, arn: string): Promise<void> {
  if (!account.policy(arn)) throw iamError.notAttached(arn);
  if (attachments(account, arn) > 0) throw iamError.policyInUse();
  await account.removePolicy(arn);
}

/** How many roles have a managed policy. */
export function attachments(account: IamAccount, arn: string): number {
  return account.roles().filter(({ attached, boundaryArn }) => attached.includes(arn) || boundaryArn === arn)
    .length;
}
