import { createDynamoDBClient, Pool } from "@regatta/accounts";
import type { LocalAws } from "@regatta/local-aws";

/** A value as DynamoDB's wire has it. */
type Value = { S?: string; N?: string };

/** The default pool of an embedded AWS, whose writes put these values in place of their own: as if by hand. */
export function tamperedPool({ url, hub, env }: LocalAws, values: Record<string, Value>): Pool {
  const client = createDynamoDBClient({
    endpoint: url,
    region: hub.region,
    credentials: {
      accessKeyId: env.AWS_ACCESS_KEY_ID ?? "",
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? "",
    },
  });
  client.middlewareStack.add(
    (next) => (args) => {
      const { Item: item = {}, ExpressionAttributeValues: set = {} } = args.input as Record<
        string,
        Record<string, Value>
      >;
      for (const [name, value] of Object.entries(values)) {
        if (name in item) item[name] = value;
        if (`:${name}` in set) set[`:${name}`] = value;
      }
      return next(args);
    },
    { step: "initialize" },
  );
  return new Pool({ client, table: "regatta", pool: "default" });
}
