import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

interface WriteInput {
  ConditionExpression?: string;
  ExpressionAttributeValues?: Record<string, { S?: string }>;
}

/**
 * Spoils a client for a negative control: writes that take an account lose their condition, everything else stays
 * as it is. Whoever checks that holders keep out of each other's way has to notice.
 */
export function withoutConditions(client: DynamoDBClient): DynamoDBClient {
  client.middlewareStack.add(
    (next) => (args) => {
      const input = args.input as WriteInput;
      const takes = input.ExpressionAttributeValues?.[":state"]?.S === "leased";
      if (!takes) return next(args);
      const always = `attribute_exists(pk) OR (${input.ConditionExpression})`;
      return next({ ...args, input: { ...input, ConditionExpression: always } as typeof args.input });
    },
    { step: "initialize", name: "withoutConditions" },
  );
  return client;
}
