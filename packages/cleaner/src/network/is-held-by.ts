import type { NetworkInterface } from "@aws-sdk/client-ec2";

/** The subnets and security groups a version of a function is attached to. */
export interface FunctionNetwork {
  readonly functionName: string;
  readonly subnets: readonly string[];
  readonly groups: readonly string[];
}

/**
 * Whether one of Lambda's network interfaces serves a function. Functions with the same security groups share one
 * interface a subnet, whatever function its description names (Lambda developer guide, "Hyperplane ENIs").
 */
export function isHeldBy(
  { SubnetId = "", Groups = [] }: NetworkInterface,
  network: FunctionNetwork,
): boolean {
  const groups = new Set(Groups.map(({ GroupId }) => GroupId));
  return (
    network.subnets.includes(SubnetId) &&
    network.groups.length === groups.size &&
    network.groups.every((group) => groups.has(group))
  );
}
