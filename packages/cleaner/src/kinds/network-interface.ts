import { accountKey } from "@regatta/accounts";
import { deleteInterface } from "../network/delete-interface.ts";
import { isHeldBy } from "../network/is-held-by.ts";
import { describeInterfaces, functionNetworks } from "../network/read-network.ts";
import { onlyTimeRemoves } from "../waiting/only-time-removes.ts";
import { Parked } from "../waiting/parked.ts";
import type { Kind } from "./kind.ts";

/**
 * Network interfaces that nothing uses: left detached, or Lambda's own after its last function has gone, which only
 * Lambda takes back. All others belong to what uses them.
 */
export const networkInterface: Kind = {
  name: "network interface",
  type: "AWS::EC2::NetworkInterface",
  arn: /^arn:[^:]+:ec2:[^:]*:[^:]*:network-interface\//,
  async list(context) {
    const [detached, ofLambda] = await Promise.all([
      describeInterfaces(context, [{ Name: "status", Values: ["available"] }]),
      describeInterfaces(context, [{ Name: "interface-type", Values: ["lambda"] }]),
    ]);
    const functions = ofLambda.length === 0 ? [] : await functionNetworks(context);
    const orphaned = ofLambda.filter((one) => !functions.some((network) => isHeldBy(one, network)));
    return [...detached, ...orphaned].map(({ NetworkInterfaceId = "" }) => ({ name: NetworkInterfaceId }));
  },
  async remove(context, NetworkInterfaceId) {
    try {
      await deleteInterface(context, NetworkInterfaceId);
    } catch (error) {
      const parked = onlyTimeRemoves((error as Error).message);
      if (!parked) throw error;
      const message = `network interface ${NetworkInterfaceId} is taken back by Lambda, within 40 minutes.`;
      throw new Parked(message, { account: accountKey(context.account), ...parked });
    }
  },
};
