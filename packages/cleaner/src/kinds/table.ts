import { DeleteTableCommand, paginateListTables } from "@aws-sdk/client-dynamodb";
import { describeTable } from "../contents/describe-table.ts";
import { liftTableProtection } from "../contents/lift-table-protection.ts";
import { unlessGone } from "../contents/unless-gone.ts";
import { until } from "../waiting/until.ts";
import { collect, type Kind } from "./kind.ts";

/** How long a table may take to go, ms. */
const deletionMs = 600_000;

/** DynamoDB tables. One that is being deleted is still listed, so removing one waits until it is gone. */
export const table: Kind = {
  name: "table",
  type: "AWS::DynamoDB::Table",
  arn: /^arn:[^:]+:dynamodb:[^:]*:[^:]*:table\//,
  async list({ clients }) {
    const pages = paginateListTables({ client: clients.dynamodb }, {});
    const names = await collect(pages, (page) => page.TableNames);
    return names.map((name) => ({ name }));
  },
  async remove(context, name) {
    await liftTableProtection(context, name);
    const call = new DeleteTableCommand({ TableName: name });
    await unlessGone(context.clients.dynamodb.send(call), "ResourceNotFoundException");
    const gone = await until(context, deletionMs, async () => !(await describeTable(context, name)));
    if (!gone) throw new Error(`it was still there ${deletionMs / 60_000} minutes after its deletion began`);
  },
};
