import { randomUUID } from "node:crypto";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ManualClock } from "@regatta/foundation";
import { createDynamoDBClient } from "../aws/dynamodb-client.ts";
import { Pool } from "../pool/pool.ts";
import { dynamoDBEndpoint } from "./dynamodb-endpoint.ts";
import { Gate } from "./gate.ts";

export interface Actor {
  pool: Pool;
  /** The clock of the machine this actor runs on. */
  clock: ManualClock;
  client: DynamoDBClient;
}

/** A pool's table for a test, behind a gate, with as many actors on machines of their own as wanted. */
export interface PoolTableForTest {
  gate: Gate;
  /** DynamoDB itself, past the gate: for processes of their own. */
  endpoint: string;
  table: string;
  env: Record<string, string>;
  /** The server's own clock. */
  server: ManualClock;
  /** Has the server go by the time there is: for holders who do so too. */
  keepRealTime(): void;
  /** Someone who uses the pool; `wallClockOff` is how wrong the machine's clock is, ms. */
  actor(options?: { wallClockOff?: number; random?: () => number }): Actor;
  /** Adds n accounts, ids 210000000001 and on. */
  fill(accounts: number): Promise<void>;
  /** Lets time pass everywhere: on the server and on the actors' machines. */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

export const REGION = "eu-west-1";

/** Starts DynamoDB (or uses the one named in the environment) and makes a fresh table in it. */
export async function startPoolTable(): Promise<PoolTableForTest> {
  const server = new ManualClock(Math.floor(Date.now() / 1000) * 1000);
  let now = () => server.now();
  const endpoint = await dynamoDBEndpoint(() => now());
  Object.assign(process.env, endpoint.env);
  for (const name of ["AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_DYNAMODB"])
    delete process.env[name];
  const gate = await Gate.start(endpoint.url);
  const table = `regatta-${randomUUID()}`;
  gate.now = () => now();
  const actors: Actor[] = [];

  const actor: PoolTableForTest["actor"] = ({ wallClockOff = 0, random } = {}) => {
    const clock = new ManualClock(server.now() + wallClockOff);
    const client = createDynamoDBClient({ region: REGION, endpoint: gate.url });
    const pool = new Pool({ client, table, pool: "test", clock, ...(random ? { random } : {}) });
    const made = { pool, clock, client };
    actors.push(made);
    return made;
  };
  const keeper = actor();
  await new Pool({ client: keeper.client, table, pool: "test" }).createTable();

  return {
    gate,
    endpoint: endpoint.url,
    table,
    env: endpoint.env,
    server,
    keepRealTime: () => {
      now = Date.now;
    },
    actor,
    fill: async (accounts) => {
      for (let i = 1; i <= accounts; i++) await keeper.pool.add(testAccount(i));
    },
    pass: async (ms) => {
      await server.advance(ms);
      await Promise.all(actors.map(({ clock }) => clock.advance(ms)));
    },
    close: async () => {
      for (const { client } of actors) client.destroy();
      await gate.close();
      await endpoint.close();
    },
  };
}

/** The n-th account of a test. */
export function testAccount(n: number) {
  const id = String(210_000_000_000 + n);
  return { id, region: REGION, roleArn: `arn:aws:iam::${id}:role/RegattaTest`, externalId: "regatta-demo" };
}
