import { readPolicy } from "../policy/policy-document.ts";
import type { IamAccount } from "./iam-account.ts";
import { iamError } from "./iam-error.ts";
import type { RoleRecord } from "./model.ts";
import { newId } from "./new-id.ts";

/** What a role is made of; documents as JSON text. */
export interface RoleSpec {
  readonly name: string;
  readonly trust: string;
  readonly path?: string | undefined;
  readonly description?: string | undefined;
  readonly maxSessionSeconds?: number | undefined;
  readonly boundaryArn?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly inline?: Readonly<Record<string, string>> | undefined;
  readonly attached?: readonly string[] | undefined;
}

/** All inline policies of a role together (IAM guide, "IAM and AWS STS quotas"); white space does not count. */
const maxInlineCharacters = 10_240;

/**
 * Makes a role.
 * @param now server time, ms since the epoch.
 * @throws {AwsError} `EntityAlreadyExists`, `MalformedPolicyDocument`, `NoSuchEntity`, `ValidationError`.
 */
export async function createRole(account: IamAccount, spec: RoleSpec, now: number): Promise<RoleRecord> {
  if (account.role(spec.name)) throw iamError.roleExists(spec.name);
  const role = checked(account, {
    ...settled(spec, account.id),
    id: newId("AROA"),
    createdAt: now,
  });
  await account.putRole(role);
  return role;
}

/** Makes a role be as the spec says; its id and age stay. @throws {AwsError} as `createRole`. */
export async function replaceRole(account: IamAccount, spec: RoleSpec): Promise<RoleRecord> {
  const { id, createdAt } = existingRole(account, spec.name);
  const role = checked(account, { ...settled(spec, account.id), id, createdAt });
  await account.putRole(role);
  return role;
}

/** Changes some of a role. @throws {AwsError} as `createRole`. */
export async function changeRole(
  account: IamAccount,
  name: string,
  change: (role: RoleRecord) => Partial<RoleRecord>,
): Promise<RoleRecord> {
  const before = existingRole(account, name);
  const role = checked(account, { ...before, ...change(before) });
  await account.putRole(role);
  return role;
}

/** @throws {AwsError} `NoSuchEntity`. */
export function existingRole(account: IamAccount, name: string): RoleRecord {
  const role = account.role(name);
  if (!role) throw iamError.noSuchRole(name);
  return role;
}

function settled(spec: RoleSpec, accountId: string): Omit<RoleRecord, "id" | "createdAt"> {
  const { name, trust, path = "/", boundaryArn } = spec;
  return {
    name,
    path,
    trust,
    arn: `arn:aws:iam::${accountId}:role${path}${name}`,
    description: spec.description ?? "",
    maxSessionSeconds: spec.maxSessionSeconds ?? 3600,
    tags: spec.tags ?? {},
    inline: spec.inline ?? {},
    attached: spec.attached ?? [],
    ...(boundaryArn !== undefined && { boundaryArn }),
  };
}

function checked(account: IamAccount, role: RoleRecord): RoleRecord {
  if (!/^[\w+=,.@-]{1,64}$/.test(role.name))
    throw iamError.invalid(
      `1 validation error detected: Value '${role.name}' at 'roleName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]+`,
    );
  const { maxSessionSeconds: seconds } = role;
  if (!(seconds >= 3600 && seconds <= 43_200))
    throw iamError.invalid(
      `1 validation error detected: Value '${seconds}' at 'maxSessionDuration' failed to satisfy constraint: Member must have value between 3600 and 43200`,
    );
  readPolicy(role.trust, "trust");
  for (const document of Object.values(role.inline)) readPolicy(document, "identity");
  if (Object.values(role.inline).join("").replace(/\s/g, "").length > maxInlineCharacters)
    throw iamError.inlineQuota(role.name);
  for (const arn of [...role.attached, ...(role.boundaryArn ? [role.boundaryArn] : [])])
    if (account.document(arn) === undefined) throw iamError.noSuchPolicy(arn);
  return role;
}
