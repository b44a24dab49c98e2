import {
  DeleteLogGroupCommand,
  PutLogGroupDeletionProtectionCommand,
  paginateDescribeLogGroups,
} from "@aws-sdk/client-cloudwatch-logs";
import type { AccountContext } from "../account/account-context.ts";
import { unlessGone } from "../contents/unless-gone.ts";
import { collect, type Kind } from "./kind.ts";

/**
 * Log groups. Those of functions, builds and APIs are made by whoever writes the first line, not by a stack, so no stack
 * takes them along; and they come back when a function that is being deleted writes once more.
 */
export const logGroup: Kind = {
  name: "log group",
  type: "AWS::Logs::LogGroup",
  arn: /^arn:[^:]+:logs:[^:]*:[^:]*:log-group:/,
  async list({ clients }) {
    const groups = await collect(
      paginateDescribeLogGroups({ client: clients.logs, pageSize: 50 }, {}),
      (page) => page.logGroups,
    );
    return groups.map(({ logGroupName = "", arn }) => ({ name: logGroupName, arn }));
  },
  async remove(context, logGroupName) {
    try {
      await deleteLogGroup(context, logGroupName);
    } catch (error) {
      if (!/deletion protection/i.test((error as Error).message)) throw error;
      const off = { logGroupIdentifier: logGroupName, deletionProtectionEnabled: false };
      await context.clients.logs.send(new PutLogGroupDeletionProtectionCommand(off));
      await deleteLogGroup(context, logGroupName);
    }
  },
};

function deleteLogGroup({ clients }: AccountContext, logGroupName: string): Promise<void> {
  return unlessGone(
    clients.logs.send(new DeleteLogGroupCommand({ logGroupName })),
    "ResourceNotFoundException",
  );
}
