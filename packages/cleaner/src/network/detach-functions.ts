import type { NetworkInterface } from "@aws-sdk/client-ec2";
import {
  DeleteAliasCommand,
  DeleteFunctionCommand,
  paginateListAliases,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { accountKey } from "@regatta/accounts";
import type { AccountContext } from "../account/account-context.ts";
import { Parked } from "../waiting/parked.ts";
import { until } from "../waiting/until.ts";
import { deleteInterface } from "./delete-interface.ts";
import { isHeldBy } from "./is-held-by.ts";
import { type AttachedVersion, describeInterfaces, functionNetworks } from "./read-network.ts";

/** How long Lambda may take to take its interfaces back, ms. 20 to 40 minutes are reported. */
const takenBackMs = 45 * 60_000;

/** How long an update of a function that is under way may take to end, ms. */
const updateMs = 120_000;

/** When to look again where the interfaces stay, ms. */
const lookAgainAfterMs = 15 * 60_000;

/**
 * Takes functions out of their VPCs, and waits until the network interfaces they had are gone. Deleted as they are, they
 * would leave the interfaces behind for 20 minutes and more, and with them subnets and security groups that cannot be
 * deleted; and Lambda removes interfaces as the function's own role, which therefore must still be there. Versions
 * cannot be changed, so those that are attached are deleted, and the aliases that hold them.
 * @returns the functions that were attached. @throws Parked when the interfaces stay; the SDK's errors.
 */
export async function detachFunctions(context: AccountContext, names: readonly string[]): Promise<string[]> {
  const wanted = new Set(names);
  const all = names.length === 0 ? [] : await functionNetworks(context);
  const attached = all.filter(({ functionName }) => wanted.has(functionName));
  const functions = [...new Set(attached.map(({ functionName }) => functionName))];
  for (const name of functions) {
    await detach(
      context,
      name,
      attached.filter(({ functionName }) => functionName === name),
    );
  }
  const others = all.filter((version) => !attached.includes(version));
  if (functions.length > 0) await untilTakenBack(context, attached, others);
  return functions;
}

async function detach(context: AccountContext, FunctionName: string, versions: AttachedVersion[]) {
  const { lambda } = context.clients;
  const published = versions.filter(({ version }) => version !== "$LATEST");
  if (published.length > 0) {
    for await (const { Aliases = [] } of paginateListAliases({ client: lambda }, { FunctionName })) {
      for (const { Name } of Aliases) await lambda.send(new DeleteAliasCommand({ FunctionName, Name }));
    }
    for (const { version } of published) {
      await lambda.send(new DeleteFunctionCommand({ FunctionName, Qualifier: version }));
    }
  }
  if (published.length < versions.length) await emptyVpcConfig(context, FunctionName);
}

async function emptyVpcConfig(context: AccountContext, FunctionName: string): Promise<void> {
  const VpcConfig = { SubnetIds: [], SecurityGroupIds: [] };
  const call = new UpdateFunctionConfigurationCommand({ FunctionName, VpcConfig });
  let refusal: unknown;
  const updated = await until(context, updateMs, async () => {
    try {
      await context.clients.lambda.send(call);
      return true;
    } catch (error) {
      // Another update is under way.
      if ((error as Error).name !== "ResourceConflictException") throw error;
      refusal = error;
      return false;
    }
  });
  if (!updated) throw refusal;
}

async function untilTakenBack(
  context: AccountContext,
  attached: AttachedVersion[],
  others: AttachedVersion[],
): Promise<void> {
  const groups = [...new Set(attached.flatMap((version) => version.groups))];
  const filters = [
    { Name: "interface-type", Values: ["lambda"] },
    { Name: "group-id", Values: groups },
  ];
  const isFreed = (one: NetworkInterface) =>
    attached.some((version) => isHeldBy(one, version)) && !others.some((version) => isHeldBy(one, version));
  const gone = await until(context, takenBackMs, async () => {
    const freed = (await describeInterfaces(context, filters)).filter(isFreed);
    // Lambda has let go of these and does not delete them, for want of a role it may do so with.
    const forgotten = freed.filter(({ Status }) => Status === "available");
    for (const { NetworkInterfaceId = "" } of forgotten) await deleteInterface(context, NetworkInterfaceId);
    return freed.length === forgotten.length;
  });
  if (gone) return;
  const names = [...new Set(attached.map(({ functionName }) => functionName))].join(", ");
  const message = `Lambda has not taken back the network interfaces of ${names} in ${takenBackMs / 60_000} minutes.`;
  throw new Parked(message, { account: accountKey(context.account), lookAgainAfterMs });
}
