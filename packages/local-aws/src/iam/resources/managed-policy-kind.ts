import type { Clock } from "@regatta/foundation";
import type { NamedKind, Wanted } from "../../resources/named-resource.ts";
import { textIn } from "../../resources/naming.ts";
import type { HostedResource } from "../../resources/resource-host.ts";
import type { IamAccount } from "../store/iam-account.ts";
import type { IamAccounts } from "../store/iam-accounts.ts";
import { deleteManagedPolicy, putManagedPolicy } from "../store/managed-policies.ts";
import { changeRole } from "../store/roles.ts";
import { documentIn, listIn } from "./properties.ts";

/** `AWS::IAM::ManagedPolicy`; attached elsewhere too, it cannot be deleted. */
export function managedPolicyKind({ accounts, clock }: { accounts: IamAccounts; clock: Clock }): NamedKind {
  const put = async (
    name: string,
    { properties, caller }: Wanted,
    replace: boolean,
  ): Promise<HostedResource> => {
    const account = await accounts.of(caller.account);
    const spec = {
      name,
      document: documentIn(properties, "PolicyDocument"),
      path: textIn(properties, "Path"),
      description: textIn(properties, "Description"),
    };
    const { arn, id } = await putManagedPolicy(account, spec, { now: clock.now(), replace });
    await detach(account, arn);
    const roles = listIn(properties, "Roles");
    for (const role of roles)
      await changeRole(account, role, ({ attached }) => ({ attached: [...new Set([...attached, arn])] }));
    await account.setPlaced(arn, { roles, inline: [], attached: [arn] });
    return { physicalId: arn, attributes: { PolicyArn: arn, PolicyId: id } };
  };
  return {
    type: "AWS::IAM::ManagedPolicy",
    nameProperty: "ManagedPolicyName",
    nameIn,
    create: (name, wanted) => put(name, wanted, false),
    configure: (arn, wanted) => put(nameIn(arn), wanted, true),
    delete: async (arn, { caller }) => {
      const account = await accounts.of(caller.account);
      if (!account.policy(arn)) return;
      await detach(account, arn);
      await deleteManagedPolicy(account, arn);
      await account.setPlaced(arn, undefined);
    },
  };
}

function nameIn(arn: string): string {
  return arn.split("/").pop() ?? "";
}

async function detach(account: IamAccount, arn: string): Promise<void> {
  for (const role of account.placed(arn).roles.filter((name) => account.role(name)))
    await changeRole(account, role, ({ attached }) => ({ attached: attached.filter((one) => one !== arn) }));
}
