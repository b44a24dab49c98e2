/** The part of `AWS::DynamoDB::Table` that decides what a table is; the rest changes nothing here. */
export interface TableDefinition {
  AttributeDefinitions?: unknown;
  KeySchema?: unknown;
  LocalSecondaryIndexes?: unknown;
  GlobalSecondaryIndexes?: Array<{ IndexName?: string }>;
  BillingMode: "PAY_PER_REQUEST" | "PROVISIONED";
  ProvisionedThroughput?: { ReadCapacityUnits: number; WriteCapacityUnits: number };
}

/** What DescribeTable shows, as far as it matters for an update. */
export interface DescribedTable extends Omit<TableDefinition, "BillingMode"> {
  TableArn: string;
  CreationDateTime: number;
  BillingModeSummary?: { BillingMode: string };
}

/** What an update of a table comes to. */
export type TableChange =
  | { kind: "none" }
  | { kind: "capacity"; request: Record<string, unknown> }
  | { kind: "replacement" }
  | { kind: "unsupported"; message: string };

/** Reads a table's properties; numbers may come as text, as they do from parameters. */
export function tableDefinition(properties: Record<string, unknown>): TableDefinition {
  const names = ["AttributeDefinitions", "KeySchema", "LocalSecondaryIndexes", "GlobalSecondaryIndexes"];
  const kept = names.filter((name) => properties[name] !== undefined);
  const definition = Object.fromEntries(kept.map((name) => [name, withNumbers(properties[name])]));
  const throughput = properties.ProvisionedThroughput;
  return {
    ...definition,
    BillingMode: properties.BillingMode === "PAY_PER_REQUEST" ? "PAY_PER_REQUEST" : "PROVISIONED",
    ...(throughput !== undefined && { ProvisionedThroughput: withNumbers(throughput) as never }),
  };
}

/**
 * Decides how a table gets from what it is to what is wanted, after "Update requires" in the reference of
 * `AWS::DynamoDB::Table`.
 */
export function tableChange(table: DescribedTable, wanted: TableDefinition): TableChange {
  const isOther =
    !same(table.KeySchema, wanted.KeySchema) ||
    !same(keyTypes(table), keyTypes(wanted)) ||
    !same(indexNames(table.LocalSecondaryIndexes), indexNames(wanted.LocalSecondaryIndexes));
  if (isOther) return { kind: "replacement" };
  if (!same(indexNames(table.GlobalSecondaryIndexes), indexNames(wanted.GlobalSecondaryIndexes))) {
    return {
      kind: "unsupported",
      message: "The embedded AWS cannot add or remove global secondary indexes of a table that exists",
    };
  }
  return capacityChange(table, wanted);
}

function capacityChange(table: DescribedTable, wanted: TableDefinition): TableChange {
  const billing = table.BillingModeSummary?.BillingMode ?? "PROVISIONED";
  const { ReadCapacityUnits: reads, WriteCapacityUnits: writes } = table.ProvisionedThroughput ?? {};
  const throughput = wanted.ProvisionedThroughput;
  const isSame =
    billing === wanted.BillingMode &&
    (wanted.BillingMode === "PAY_PER_REQUEST" ||
      (reads === throughput?.ReadCapacityUnits && writes === throughput?.WriteCapacityUnits));
  if (isSame) return { kind: "none" };
  const { BillingMode } = wanted;
  return {
    kind: "capacity",
    request: { BillingMode, ...(throughput && { ProvisionedThroughput: throughput }) },
  };
}

/** The types of the key attributes alone: definitions only indexes use may come and go. */
function keyTypes({
  AttributeDefinitions,
  KeySchema,
}: {
  AttributeDefinitions?: unknown;
  KeySchema?: unknown;
}): string[] {
  const keys = new Set(namesIn(KeySchema, "AttributeName"));
  return asList(AttributeDefinitions)
    .filter(({ AttributeName }) => keys.has(String(AttributeName)))
    .map(({ AttributeName, AttributeType }) => `${AttributeName}:${AttributeType}`)
    .sort();
}

function indexNames(indexes: unknown): string[] {
  return namesIn(indexes, "IndexName").sort();
}

function namesIn(list: unknown, name: string): string[] {
  return asList(list).map((item) => String(item[name]));
}

function asList(value: unknown): Array<Record<string, unknown>> {
  return Array.isArray(value) ? value : [];
}

/** Both sides are lists of plain objects whose members come in any order. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a, sortedMembers) === JSON.stringify(b, sortedMembers);
}

function sortedMembers(_name: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A deep copy with capacity units as numbers. */
function withNumbers(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (name, member: unknown) =>
      /^(Read|Write)CapacityUnits$/.test(name) ? Number(member) : member,
    ),
  );
}
