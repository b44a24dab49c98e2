import { DeleteNetworkInterfaceCommand } from "@aws-sdk/client-ec2";
import type { AccountContext } from "../account/account-context.ts";
import { unlessGone } from "../contents/unless-gone.ts";

/** Deletes a network interface that nothing uses; does nothing when it is gone. Throws the SDK's errors. */
export async function deleteInterface(
  { clients }: AccountContext,
  NetworkInterfaceId: string,
): Promise<void> {
  const call = new DeleteNetworkInterfaceCommand({ NetworkInterfaceId });
  await unlessGone(clients.ec2.send(call), "InvalidNetworkInterfaceID.NotFound");
}
