import type * as DynamoDB from "@aws-sdk/client-dynamodb";
import type * as SSM from "@aws-sdk/client-ssm";

/** The SDK and its clients, as environment.cjs puts them into the sandbox. */
export interface Aws {
  dynamodb: typeof DynamoDB;
  ssm: typeof SSM;
  clients: { dynamodb: DynamoDB.DynamoDBClient; ssm: SSM.SSMClient };
}

export const { aws } = globalThis as unknown as { aws: Aws };
