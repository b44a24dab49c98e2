import type { Clock } from "@regatta/foundation";
import type { ResourceHost } from "../../resources/resource-host.ts";
import type { IamAccounts } from "../store/iam-accounts.ts";
import { InlinePolicyResource } from "./inline-policy-resource.ts";
import { ManagedPolicyResource } from "./managed-policy-resource.ts";
import { ProviderResource } from "./provider-resource.ts";
import { RoleResource } from "./role-resource.ts";

/** The types of IAM that stacks really make. */
export function iamResources(options: {
  accounts: IamAccounts;
  clock: Clock;
}): Array<[string, ResourceHost]> {
  const inline = new InlinePolicyResource(options);
  return [
    ["AWS::IAM::ManagedPolicy", new ManagedPolicyResource(options)],
    ["AWS::IAM::OIDCProvider", new ProviderResource(options)],
    ["AWS::IAM::Policy", inline],
    ["AWS::IAM::Role", new RoleResource(options)],
    ["AWS::IAM::RolePolicy", inline],
  ];
}
