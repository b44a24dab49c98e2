import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** What a service of the shop finds where it is deployed. */
export interface DeployedService {
  documents: DynamoDBDocumentClient;
  /** The name of its table. */
  table: string;
  /** Its parameters below /shop/<service>/, by name. */
  parameters: Record<string, string>;
}

/** The answer of a conditional write; undefined when its condition did not hold. */
export async function unlessRefused<T>(write: Promise<T>): Promise<T | undefined> {
  try {
    return await write;
  } catch (error) {
    if ((error as { name?: unknown }).name === "ConditionalCheckFailedException") return undefined;
    throw error;
  }
}
