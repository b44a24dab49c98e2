/** A role as it is kept; documents as the JSON text they were given in. */
export interface RoleRecord {
  readonly name: string;
  readonly path: string;
  /** `AROA…`: a role made anew under the same name has another. */
  readonly id: string;
  readonly arn: string;
  /** Server time, ms since the epoch. */
  readonly createdAt: number;
  readonly trust: string;
  readonly description: string;
  readonly maxSessionSeconds: number;
  readonly boundaryArn?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Inline policies by name. */
  readonly inline: Readonly<Record<string, string>>;
  /** ARNs of managed policies. */
  readonly attached: readonly string[];
}

/** A managed policy; only its newest version is kept. */
export interface ManagedPolicyRecord {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly description: string;
  readonly document: string;
}

/** An OpenID Connect provider: whose tokens may be exchanged for a session. */
export interface ProviderRecord {
  readonly arn: string;
  /** Without `https://`. */
  readonly url: string;
  /** The audiences. */
  readonly clientIds: readonly string[];
  readonly thumbprints: readonly string[];
  readonly createdAt: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** What a resource of a stack has put at roles, and takes away again. */
export interface PlacedRecord {
  /** Of the resource. */
  readonly physicalId: string;
  readonly roles: readonly string[];
  /** Names of inline policies. */
  readonly inline: readonly string[];
  /** ARNs of managed policies. */
  readonly attached: readonly string[];
}

/** Everything IAM keeps of one account. */
export interface IamRecord {
  readonly roles: readonly RoleRecord[];
  readonly policies: readonly ManagedPolicyRecord[];
  readonly providers: readonly ProviderRecord[];
  readonly aliases: readonly string[];
  readonly placed: readonly PlacedRecord[];
}
