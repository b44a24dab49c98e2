import type { Clock } from "@regatta/foundation";
import { NamedResource } from "../../resources/named-resource.ts";
import type { ResourceHost } from "../../resources/resource-host.ts";
import type { IamAccounts } from "../store/iam-accounts.ts";
import { InlinePolicyResource } from "./inline-policy-resource.ts";
import { managedPolicyKind } from "./managed-policy-kind.ts";
import { ProviderResource } from "./provider-resource.ts";
import { RoleResource } from "./role-resource.ts";

/** The types of IAM that stacks really make. */
export function iamResources(options: {
  accounts: IamAccounts;
  clock: Clock;
}): Array<[string, ResourceHost]> {
  const inline = new InlinePolicyResource(options);
  return [
    ["AWS::IAM::ManagedPolicy", new NamedResource(managedPolicyKind(options))],
    ["AWS::IAM::OIDCProvider", new ProviderResource(options)],
    ["AWS::IAM::Policy", inline],
    ["AWS::IAM::Role", new RoleResource(options)],
    ["AWS::IAM::RolePolicy", inline],
  ];
}
