import type { StateStore } from "../../state/state-store.ts";
import { type PolicyKind, readPolicy, type Statement } from "../policy/policy-document.ts";
import { awsManagedPolicy } from "./aws-managed-policies.ts";
import type { IamRecord, ManagedPolicyRecord, PlacedRecord, ProviderRecord, RoleRecord } from "./model.ts";

/** What decides what a role's sessions may do. */
export interface RolePolicies {
  /** Inline and managed policies together. */
  readonly identity: readonly Statement[];
  /** The permissions boundary, where there is one. */
  readonly boundary: readonly Statement[] | undefined;
}

/** One account's IAM: roles, managed policies, OpenID Connect providers; the same in every region. */
export class IamAccount {
  readonly id: string;
  readonly #state: StateStore;
  readonly #roles: Map<string, RoleRecord>;
  readonly #policies: Map<string, ManagedPolicyRecord>;
  readonly #providers: Map<string, ProviderRecord>;
  readonly #aliases: Set<string>;
  readonly #placed: Map<string, PlacedRecord>;
  /** Documents that were read before, by kind and text. */
  readonly #read = new Map<string, readonly Statement[]>();

  private constructor(id: string, state: StateStore, record: IamRecord) {
    this.id = id;
    this.#state = state;
    this.#roles = new Map(record.roles.map((role) => [role.name, role]));
    this.#policies = new Map(record.policies.map((policy) => [policy.arn, policy]));
    this.#providers = new Map(record.providers.map((provider) => [provider.arn, provider]));
    this.#aliases = new Set(record.aliases);
    this.#placed = new Map(record.placed.map((one) => [one.physicalId, one]));
  }

  /** Opens it with what the state remembers, or with the roles it starts out with. */
  static async open(options: {
    id: string;
    state: StateStore;
    firstRoles: readonly RoleRecord[];
  }): Promise<IamAccount> {
    const { id, state, firstRoles } = options;
    const kept = (await state.load(`${id}/iam`)) as IamRecord | undefined;
    const empty = { policies: [], providers: [], aliases: [], placed: [] };
    return new IamAccount(id, state, kept ?? { ...empty, roles: firstRoles });
  }

  role(name: string): RoleRecord | undefined {
    return this.#roles.get(name);
  }

  /** In the order of their names. */
  roles(): RoleRecord[] {
    return sorted(this.#roles.values(), ({ name }) => name);
  }

  async putRole(role: RoleRecord): Promise<void> {
    this.#roles.set(role.name, role);
    await this.#save();
  }

  async removeRole(name: string): Promise<void> {
    this.#roles.delete(name);
    await this.#save();
  }

  policy(arn: string): ManagedPolicyRecord | undefined {
    return this.#policies.get(arn);
  }

  policies(): ManagedPolicyRecord[] {
    return sorted(this.#policies.values(), ({ name }) => name);
  }

  async putPolicy(policy: ManagedPolicyRecord): Promise<void> {
    this.#policies.set(policy.arn, policy);
    await this.#save();
  }

  async removePolicy(arn: string): Promise<void> {
    this.#policies.delete(arn);
    await this.#save();
  }

  provider(arn: string): ProviderRecord | undefined {
    return this.#providers.get(arn);
  }

  providers(): ProviderRecord[] {
    return sorted(this.#providers.values(), ({ arn }) => arn);
  }

  async putProvider(provider: ProviderRecord): Promise<void> {
    this.#providers.set(provider.arn, provider);
    await this.#save();
  }

  async removeProvider(arn: string): Promise<void> {
    this.#providers.delete(arn);
    await this.#save();
  }

  aliases(): string[] {
    return [...this.#aliases];
  }

  /** An account has one alias at most. */
  async setAlias(alias: string | undefined): Promise<void> {
    this.#aliases.clear();
    if (alias !== undefined) this.#aliases.add(alias);
    await this.#save();
  }

  /** What a resource of a stack has put at roles. */
  placed(physicalId: string): PlacedRecord {
    return this.#placed.get(physicalId) ?? { physicalId, roles: [], inline: [], attached: [] };
  }

  async setPlaced(physicalId: string, placed: Omit<PlacedRecord, "physicalId"> | undefined): Promise<void> {
    if (placed) this.#placed.set(physicalId, { physicalId, ...placed });
    else this.#placed.delete(physicalId);
    await this.#save();
  }

  /** The document a managed policy's ARN stands for, this account's or one of AWS's own. */
  document(policyArn: string): string | undefined {
    return this.#policies.get(policyArn)?.document ?? awsManagedPolicy(policyArn);
  }

  /** What the role's sessions are judged by. */
  policiesOf(role: RoleRecord): RolePolicies {
    const managed = role.attached.flatMap((arn) => this.document(arn) ?? []);
    const identity = [...Object.values(role.inline), ...managed].flatMap((text) =>
      this.#statements(text, "identity"),
    );
    const { boundaryArn } = role;
    const boundary =
      boundaryArn === undefined
        ? undefined
        : this.#statements(this.document(boundaryArn) ?? nothing, "identity");
    return { identity, boundary };
  }

  trustOf(role: RoleRecord): readonly Statement[] {
    return this.#statements(role.trust, "trust");
  }

  #statements(text: string, kind: PolicyKind): readonly Statement[] {
    const key = `${kind} ${text}`;
    const known = this.#read.get(key);
    if (known) return known;
    const read = readPolicy(text, kind);
    this.#read.set(key, read);
    return read;
  }

  #save(): Promise<void> {
    this.#read.clear();
    return this.#state.save(`${this.id}/iam`, {
      roles: this.roles(),
      policies: this.policies(),
      providers: this.providers(),
      aliases: this.aliases(),
      placed: [...this.#placed.values()],
    } satisfies IamRecord);
  }
}

/** A boundary that was deleted allows nothing. */
const nothing = JSON.stringify({ Version: "2012-10-17", Statement: [] });

function sorted<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): Item[] {
  return [...items].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
