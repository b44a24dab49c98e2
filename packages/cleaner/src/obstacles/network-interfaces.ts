import type { AccountContext } from "../account/account-context.ts";
import { deleteInterface } from "../network/delete-interface.ts";
import { detachFunctions } from "../network/detach-functions.ts";
import { describeInterfaces } from "../network/read-network.ts";
import type { Obstacle, StandingResource } from "./obstacle.ts";

const filterOf: Record<string, string> = {
  "AWS::EC2::SecurityGroup": "group-id",
  "AWS::EC2::Subnet": "subnet-id",
};

/** Network interfaces hold their subnets and security groups: those of functions in a VPC, and those nobody uses. */
export const networkInterfaces: Obstacle = {
  types: ["AWS::Lambda::Function", ...Object.keys(filterOf)],
  async clear(context, resources) {
    const functions = resources.filter(({ type }) => type === "AWS::Lambda::Function");
    for (const name of await detachFunctions(
      context,
      functions.map(({ id }) => id),
    )) {
      context.onEvent({
        kind: "obstacle-cleared",
        resource: `function ${name}`,
        what: "detached from its VPC",
      });
    }
    await deleteUnused(context, resources);
  },
};

async function deleteUnused(context: AccountContext, resources: readonly StandingResource[]): Promise<void> {
  for (const [type, filter] of Object.entries(filterOf)) {
    const Values = resources.filter((resource) => resource.type === type).map(({ id }) => id);
    if (Values.length === 0) continue;
    const unused = [
      { Name: filter, Values },
      { Name: "status", Values: ["available"] },
    ];
    for (const { NetworkInterfaceId = "" } of await describeInterfaces(context, unused)) {
      await deleteInterface(context, NetworkInterfaceId);
      const resource = `network interface ${NetworkInterfaceId}`;
      context.onEvent({ kind: "obstacle-cleared", resource, what: "deleted: nothing used it" });
    }
  }
}
