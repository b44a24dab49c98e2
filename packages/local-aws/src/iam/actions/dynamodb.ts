import { type Access, type AccessTable, type JudgedRequest, type Lookups, textOf } from "./access.ts";

type Item = Readonly<Record<string, unknown>>;

/** DynamoDB: an operation is its own action, on each table (or index) it names; `dynamodb:LeadingKeys` its partitions. */
export const dynamodbAccess: AccessTable = async (request, lookups) => {
  const { operation, params } = request;
  const batches = Object.entries((params.RequestItems ?? {}) as Record<string, unknown>);
  const name = textOf(params, "TableName");
  const single = name === undefined ? [] : [{ table: name, items: itemsOf(params), query: params }];
  const batched = batches.map(([table, batch]) => ({ table, items: batchItems(batch), query: undefined }));
  const touched = [...single, ...batched];
  if (touched.length === 0) return [{ action: `dynamodb:${operation}`, resource: arnOf(request) }];
  return Promise.all(touched.map((one) => accessTo(one, request, lookups)));
};

async function accessTo(
  { table, items, query }: { table: string; items: Item[]; query: Item | undefined },
  request: JudgedRequest,
  lookups: Lookups,
): Promise<Access> {
  const key = await lookups.hashKeyOf(table);
  const index = query && textOf(query, "IndexName");
  const leading =
    key === undefined ? [] : [...items.flatMap((item) => partitionIn(item[key])), ...queried(query, key)];
  return {
    action: `dynamodb:${request.operation}`,
    resource: tableArn(request, table) + (index === undefined ? "" : `/index/${index}`),
    context: { "dynamodb:LeadingKeys": leading.length > 0 ? leading : undefined },
  };
}

function arnOf(request: JudgedRequest): string {
  const arn = textOf(request.params, "ResourceArn");
  return arn ?? "*";
}

function tableArn({ region, account }: JudgedRequest, table: string): string {
  return table.startsWith("arn:") ? table : `arn:aws:dynamodb:${region}:${account}:table/${table}`;
}

function itemsOf({ Key: key, Item: item }: Item): Item[] {
  return [key, item].filter((one): one is Item => typeof one === "object" && one !== null);
}

function batchItems(batch: unknown): Item[] {
  if (!Array.isArray(batch)) return ((batch as { Keys?: Item[] })?.Keys ?? []) as Item[];
  return batch.flatMap(({ PutRequest: put, DeleteRequest: gone }) => [
    ...itemsOf(put ?? {}),
    ...itemsOf(gone ?? {}),
  ]);
}

/** The partition a query names: `pk = :p`, with or without a placeholder for the name. */
function queried(query: Item | undefined, key: string): string[] {
  const expression = query && textOf(query, "KeyConditionExpression");
  if (!query || expression === undefined) return [];
  const names = (query.ExpressionAttributeNames ?? {}) as Record<string, string>;
  const values = (query.ExpressionAttributeValues ?? {}) as Item;
  return [...expression.matchAll(/([\w#.-]+)\s*=\s*(:\w+)/g)]
    .filter(([, name = ""]) => (names[name] ?? name) === key)
    .flatMap(([, , value = ""]) => partitionIn(values[value]));
}

function partitionIn(attribute: unknown): string[] {
  const { S: text, N: number } = (attribute ?? {}) as { S?: string; N?: string };
  const value = text ?? number;
  return value === undefined ? [] : [value];
}
