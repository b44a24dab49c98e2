import { createDynamoDBClient } from "../aws/dynamodb-client.ts";
import { Pool } from "../pool/pool.ts";
import type { MemberNews, MemberOrder } from "./chaos-order.ts";
import { Member } from "./member.ts";

// One of the processes that are killed and stopped at random. Ends by itself only when its parent is gone.
const order = JSON.parse(process.argv[2] ?? "{}") as MemberOrder;
const { endpoint, region, table, pool: name } = order;
const tell = (news: MemberNews) => void process.send?.(news);
process.once("disconnect", () => process.exit());

const pool = new Pool({ client: createDynamoDBClient({ region, endpoint }), table, pool: name });
const client = createDynamoDBClient({ region, endpoint });
tell({ kind: "begun" });
await new Member({ ...order, pool, client, tell }).work();
