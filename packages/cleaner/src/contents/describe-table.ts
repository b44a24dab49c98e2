import { DescribeTableCommand, type TableDescription } from "@aws-sdk/client-dynamodb";
import type { AccountContext } from "../account/account-context.ts";

/** What DynamoDB says of a table; undefined when there is none of that name. Throws the SDK's other errors. */
export async function describeTable(
  { clients }: AccountContext,
  TableName: string,
): Promise<TableDescription | undefined> {
  try {
    return (await clients.dynamodb.send(new DescribeTableCommand({ TableName }))).Table;
  } catch (error) {
    if ((error as Error).name === "ResourceNotFoundException") return undefined;
    throw error;
  }
}
