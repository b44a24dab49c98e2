import type { Pool } from "@regatta/accounts";
import type { LocalAws } from "@regatta/local-aws";
import { hubClient, poolOf } from "./filled-pool.ts";

/** A value as DynamoDB's wire has it. */
type Value = { S?: string; N?: string };

/** The default pool of an embedded AWS, whose writes put these values in place of their own: as if by hand. */
export function tamperedPool(aws: LocalAws, values: Record<string, Value>): Pool {
  const client = hubClient(aws);
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
  return poolOf(aws, "regatta", client);
}
