import { madeUpName, textIn } from "../../resources/naming.ts";
import type {
  HostedResource,
  ResourceHost,
  ResourceToCreate,
  ResourceToDelete,
  ResourceToUpdate,
} from "../../resources/resource-host.ts";
import type { IamAccount } from "../store/iam-account.ts";
import type { IamAccounts } from "../store/iam-accounts.ts";
import { changeRole } from "../store/roles.ts";
import { documentIn, listIn } from "./properties.ts";

/** `AWS::IAM::Policy` and `AWS::IAM::RolePolicy`: an inline policy put at roles. Users and groups are not here. */
export class InlinePolicyResource implements ResourceHost {
  readonly #accounts: IamAccounts;

  constructor(options: { accounts: IamAccounts }) {
    this.#accounts = options.accounts;
  }

  async create(request: ResourceToCreate): Promise<HostedResource> {
    const { properties, caller, physicalId = madeUpName("Policy") } = request;
    const account = await this.#accounts.of(caller.account);
    const name = textIn(properties, "PolicyName") ?? physicalId;
    const document = documentIn(properties, "PolicyDocument");
    const roles = [
      ...listIn(properties, "Roles"),
      ...[textIn(properties, "RoleName")].flatMap((one) => one ?? []),
    ];
    for (const role of roles)
      await changeRole(account, role, ({ inline }) => ({ inline: { ...inline, [name]: document } }));
    await account.setPlaced(physicalId, { roles, inline: [name], attached: [] });
    return { physicalId, attributes: { Id: physicalId } };
  }

  async update(request: ResourceToUpdate): Promise<HostedResource> {
    await takeAway(await this.#accounts.of(request.caller.account), request.physicalId);
    return this.create(request);
  }

  async delete({ physicalId, caller }: ResourceToDelete): Promise<void> {
    await takeAway(await this.#accounts.of(caller.account), physicalId);
  }
}

async function takeAway(account: IamAccount, physicalId: string): Promise<void> {
  const { roles, inline: names } = account.placed(physicalId);
  for (const role of roles.filter((name) => account.role(name))) {
    await changeRole(account, role, ({ inline }) => ({
      inline: Object.fromEntries(Object.entries(inline).filter(([name]) => !names.includes(name))),
    }));
  }
  await account.setPlaced(physicalId, undefined);
}
