import { DescribeStackResourceCommand } from "@aws-sdk/client-cloudformation";
import { messageOf } from "@regatta/foundation";
import type { Probe } from "../service/probe.ts";
import type { Look, ProbedService } from "./look.ts";

/** Asks CloudFormation whether it has completed a resource. */
export async function lookAtResource(
  { logicalId, stackName }: Extract<Probe, { kind: "resource" }>,
  { service, calls: { client, signal } }: ProbedService,
): Promise<Look> {
  const command = new DescribeStackResourceCommand({
    StackName: stackName ?? service.stackNames[0],
    LogicalResourceId: logicalId,
  });
  try {
    const { StackResourceDetail: resource } = await client.send(command, { abortSignal: signal });
    const { ResourceStatus: status = "", ResourceStatusReason: reason } = resource ?? {};
    const held = status.endsWith("_COMPLETE") && status !== "DELETE_COMPLETE";
    return { held, seen: reason ? `${status}: ${reason}` : status };
  } catch (error) {
    return { held: false, seen: messageOf(error) };
  }
}
