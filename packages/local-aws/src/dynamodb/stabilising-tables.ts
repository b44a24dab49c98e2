import { AwsError } from "../gateway/service.ts";
import type { Stabilisation, StabilisingAction } from "../resources/stabilisation.ts";

/** What the tables a request names still have to get over; the usable ones left out. */
export function stabilisingTables(
  params: Record<string, unknown>,
  { account, region }: { account: string; region: string },
  stabilisation: Stabilisation,
): StabilisingAction[] {
  const { TableName: table, RequestItems: items } = params;
  const names = [table ?? [], Object.keys(items ?? {})].flat().map(String);
  return names.flatMap(
    (physicalId) => stabilisation.of({ type: "AWS::DynamoDB::Table", physicalId, account, region }) ?? [],
  );
}

/**
 * Refuses what a table that is being created, or updated, cannot do yet.
 * @throws {AwsError} `ResourceNotFoundException`, `ResourceInUseException`.
 */
export function refuseUnstable(operation: string, waiting: StabilisingAction[]): void {
  if (waiting.length === 0 || operation === "DescribeTable") return;
  if (operation === "UpdateTable" || operation === "DeleteTable") {
    const message = "Attempt to change a resource which is still in use: Table is being created or updated";
    throw new AwsError("ResourceInUseException", message);
  }
  if (waiting.includes("create")) {
    throw new AwsError("ResourceNotFoundException", "Requested resource not found");
  }
}

/** A described table with the status it has for those outside. */
export function withStatus(answer: string, [action]: StabilisingAction[]): string {
  if (!action) return answer;
  const described = JSON.parse(answer) as { Table: { TableStatus: string } };
  described.Table.TableStatus = action === "create" ? "CREATING" : "UPDATING";
  return JSON.stringify(described);
}
