import { type Filter, type NetworkInterface, paginateDescribeNetworkInterfaces } from "@aws-sdk/client-ec2";
import { type FunctionConfiguration, paginateListFunctions } from "@aws-sdk/client-lambda";
import type { AccountContext } from "../account/account-context.ts";
import type { FunctionNetwork } from "./is-held-by.ts";

/** One version of a function, attached to a VPC. */
export interface AttachedVersion extends FunctionNetwork {
  /** `$LATEST`, or a number. */
  readonly version: string;
}

/** Every version of every function that is attached to a VPC. Throws the SDK's errors. */
export async function functionNetworks({ clients }: AccountContext): Promise<AttachedVersion[]> {
  const attached: AttachedVersion[] = [];
  // Published versions too: each holds its interfaces as long as it is there.
  const pages = paginateListFunctions({ client: clients.lambda }, { FunctionVersion: "ALL" });
  for await (const { Functions = [] } of pages) attached.push(...Functions.flatMap(attachedVersion));
  return attached;
}

function attachedVersion({ FunctionName = "", Version = "$LATEST", VpcConfig }: FunctionConfiguration) {
  const { SubnetIds: subnets = [], SecurityGroupIds: groups = [] } = VpcConfig ?? {};
  return subnets.length === 0 ? [] : [{ functionName: FunctionName, version: Version, subnets, groups }];
}

/** The network interfaces of the account's region that pass all filters. Throws the SDK's errors. */
export async function describeInterfaces(
  { clients }: AccountContext,
  Filters: Filter[],
): Promise<NetworkInterface[]> {
  const interfaces: NetworkInterface[] = [];
  const pages = paginateDescribeNetworkInterfaces({ client: clients.ec2, pageSize: 1_000 }, { Filters });
  for await (const { NetworkInterfaces = [] } of pages) interfaces.push(...NetworkInterfaces);
  return interfaces;
}
