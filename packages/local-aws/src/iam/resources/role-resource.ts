import type { Clock } from "@regatta/foundation";
import { alreadyExists, madeUpName, replacementName, textIn } from "../../resources/naming.ts";
import type {
  HostedResource,
  ResourceHost,
  ResourceToCreate,
  ResourceToDelete,
  ResourceToUpdate,
} from "../../resources/resource-host.ts";
import { tagsIn } from "../../wire/tags.ts";
import type { IamAccount } from "../store/iam-account.ts";
import type { IamAccounts } from "../store/iam-accounts.ts";
import { iamError } from "../store/iam-error.ts";
import type { RoleRecord } from "../store/model.ts";
import { createRole, existingRole, type RoleSpec, replaceRole } from "../store/roles.ts";
import { documentIn, inlineIn, listIn } from "./properties.ts";

const type = "AWS::IAM::Role";

/** `AWS::IAM::Role`, made in the account's own IAM. Policies others put at it stay, and keep it from being deleted. */
export class RoleResource implements ResourceHost {
  readonly #accounts: IamAccounts;
  readonly #clock: Clock;

  constructor(options: { accounts: IamAccounts; clock: Clock }) {
    this.#accounts = options.accounts;
    this.#clock = options.clock;
  }

  async create(request: ResourceToCreate): Promise<HostedResource> {
    const { properties, caller, physicalId } = request;
    const name = textIn(properties, "RoleName") ?? physicalId ?? madeUpName("Role");
    const account = await this.#accounts.of(caller.account);
    if (account.role(name)) throw alreadyExists(type, name);
    const spec = specOf(name, properties);
    const role = await createRole(account, spec, this.#clock.now());
    await place(account, spec);
    return hosted(role);
  }

  async update(request: ResourceToUpdate): Promise<HostedResource> {
    const { properties, caller, physicalId } = request;
    const account = await this.#accounts.of(caller.account);
    const role = existingRole(account, physicalId);
    const wantedName = textIn(properties, "RoleName");
    const isOther =
      (wantedName !== undefined && wantedName !== physicalId) || pathIn(properties) !== role.path;
    if (isOther) return this.create({ ...request, physicalId: replacementName(physicalId, wantedName) });
    const spec = specOf(physicalId, properties);
    const own = account.placed(physicalId);
    const foreign = Object.entries(role.inline).filter(([name]) => !own.inline.includes(name));
    const changed = await replaceRole(account, {
      ...spec,
      inline: { ...Object.fromEntries(foreign), ...spec.inline },
      attached: [...role.attached.filter((arn) => !own.attached.includes(arn)), ...spec.attached],
    });
    await place(account, spec);
    return hosted(changed);
  }

  async delete({ physicalId, caller }: ResourceToDelete): Promise<void> {
    const account = await this.#accounts.of(caller.account);
    const role = account.role(physicalId);
    if (!role) return;
    const own = account.placed(physicalId);
    if (role.attached.some((arn) => !own.attached.includes(arn))) throw iamError.detachFirst();
    if (Object.keys(role.inline).some((name) => !own.inline.includes(name)))
      throw iamError.deletePoliciesFirst();
    await account.removeRole(physicalId);
    await account.setPlaced(physicalId, undefined);
  }
}

interface FullSpec extends RoleSpec {
  readonly inline: Readonly<Record<string, string>>;
  readonly attached: readonly string[];
}

function specOf(name: string, properties: Record<string, unknown>): FullSpec {
  const seconds = properties.MaxSessionDuration;
  return {
    name,
    trust: documentIn(properties, "AssumeRolePolicyDocument"),
    path: pathIn(properties),
    description: textIn(properties, "Description"),
    maxSessionSeconds: seconds === undefined ? undefined : Number(seconds),
    boundaryArn: textIn(properties, "PermissionsBoundary"),
    tags: tagsIn(properties.Tags),
    inline: inlineIn(properties),
    attached: listIn(properties, "ManagedPolicyArns"),
  };
}

function pathIn(properties: Record<string, unknown>): string {
  return textIn(properties, "Path") ?? "/";
}

function place(account: IamAccount, { name, inline, attached }: FullSpec): Promise<void> {
  return account.setPlaced(name, { roles: [name], inline: Object.keys(inline), attached });
}

function hosted({ name, arn, id }: RoleRecord): HostedResource {
  return { physicalId: name, attributes: { Arn: arn, RoleId: id } };
}
