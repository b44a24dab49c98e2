import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";

/** An on-demand table with the text keys `pk` and `sk`. */
export function aTable(name: string): CreateTableCommandInput {
  return {
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ],
    AttributeDefinitions: [
      { AttributeName: "pk", AttributeType: "S" },
      { AttributeName: "sk", AttributeType: "S" },
    ],
  };
}

/** An item of such a table. */
export function anItem(pk: string, value: string) {
  return { pk: { S: pk }, sk: { S: "-" }, value: { S: value } };
}
