import type { Clock } from "@regatta/foundation";
import { AwsError } from "../../gateway/service.ts";
import { alreadyExists, madeUpName, replacementName, textIn } from "../../resources/naming.ts";
import type {
  HostedResource,
  ResourceHost,
  ResourceToCreate,
  ResourceToDelete,
  ResourceToUpdate,
} from "../../resources/resource-host.ts";
import type { IamAccount } from "../store/iam-account.ts";
import type { IamAccounts } from "../store/iam-accounts.ts";
import { deleteManagedPolicy, putManagedPolicy } from "../store/managed-policies.ts";
import { changeRole } from "../store/roles.ts";
import { documentIn, listIn } from "./properties.ts";

const type = "AWS::IAM::ManagedPolicy";

/** `AWS::IAM::ManagedPolicy`; attached elsewhere too, it cannot be deleted. */
export class ManagedPolicyResource implements ResourceHost {
  readonly #accounts: IamAccounts;
  readonly #clock: Clock;

  constructor(options: { accounts: IamAccounts; clock: Clock }) {
    this.#accounts = options.accounts;
    this.#clock = options.clock;
  }

  async create(request: ResourceToCreate): Promise<HostedResource> {
    const { properties, physicalId } = request;
    const name = textIn(properties, "ManagedPolicyName") ?? physicalId ?? madeUpName("ManagedPolicy");
    try {
      return await this.#put(name, request, { replace: false });
    } catch (error) {
      if (error instanceof AwsError && error.code === "EntityAlreadyExists") throw alreadyExists(type, name);
      throw error;
    }
  }

  async update(request: ResourceToUpdate): Promise<HostedResource> {
    const name = request.physicalId.split("/").pop() ?? "";
    const wantedName = textIn(request.properties, "ManagedPolicyName");
    if (wantedName !== undefined && wantedName !== name)
      return this.create({ ...request, physicalId: replacementName(name, wantedName) });
    return this.#put(name, request, { replace: true });
  }

  async delete({ physicalId: arn, caller }: ResourceToDelete): Promise<void> {
    const account = await this.#accounts.of(caller.account);
    if (!account.policy(arn)) return;
    await detach(account, arn);
    await deleteManagedPolicy(account, arn);
    await account.setPlaced(arn, undefined);
  }

  async #put(
    name: string,
    request: ResourceToCreate | ResourceToUpdate,
    { replace }: { replace: boolean },
  ): Promise<HostedResource> {
    const { properties, caller } = request;
    const account = await this.#accounts.of(caller.account);
    const spec = {
      name,
      document: documentIn(properties, "PolicyDocument"),
      path: textIn(properties, "Path"),
      description: textIn(properties, "Description"),
    };
    const { arn, id } = await putManagedPolicy(account, spec, { now: this.#clock.now(), replace });
    await detach(account, arn);
    const roles = listIn(properties, "Roles");
    for (const role of roles)
      await changeRole(account, role, ({ attached }) => ({ attached: [...new Set([...attached, arn])] }));
    await account.setPlaced(arn, { roles, inline: [], attached: [arn] });
    return { physicalId: arn, attributes: { PolicyArn: arn, PolicyId: id } };
  }
}

async function detach(account: IamAccount, arn: string): Promise<void> {
  for (const role of account.placed(arn).roles.filter((name) => account.role(name)))
    await changeRole(account, role, ({ attached }) => ({ attached: attached.filter((one) => one !== arn) }));
}
