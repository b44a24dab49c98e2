import { randomUUID } from "node:crypto";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ManualClock, systemClock } from "@regatta/foundation";
import { startLocalAws } from "@regatta/local-aws";
import { DynamoDBStore } from "./dynamodb-store.ts";
import type { Container, FileStanding } from "./look.ts";
import { isComplete } from "./queue-rules.ts";
import type { QueueWrite } from "./queue-store.ts";
import { queueTiming } from "./queue-timing.ts";
import { SharedQueue } from "./shared-queue.ts";

/*
 * The queue on a real DynamoDB: local-aws's, or the one REGATTA_TEST_DYNAMODB_ENDPOINT names (loopback only), as the
 * compatibility run sets it.
 */

const table = `regatta-${randomUUID()}`;
let client: DynamoDBClient;
let close: () => Promise<void>;
let requestsUnderWay = 0;

beforeAll(async () => {
  const named = process.env.REGATTA_TEST_DYNAMODB_ENDPOINT;
  const aws = named === undefined ? await startLocalAws({ accounts: 1 }) : undefined;
  const endpoint = new URL(aws?.url ?? named ?? "");
  if (endpoint.hostname !== "127.0.0.1" && endpoint.hostname !== "localhost")
    throw new Error("loopback only");
  client = new DynamoDBClient({
    endpoint: endpoint.href,
    region: "eu-west-1",
    credentials: {
      accessKeyId: aws?.env.AWS_ACCESS_KEY_ID ?? "AKIDREGATTATEST",
      secretAccessKey: aws?.env.AWS_SECRET_ACCESS_KEY ?? "not-a-secret",
    },
  });
  client.middlewareStack.add(
    (next) => async (args) => {
      requestsUnderWay++;
      return next(args).finally(() => {
        requestsUnderWay--;
      });
    },
    { step: "initialize" },
  );
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: ["pk", "sk"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
    }),
  );
  close = async () => {
    client.destroy();
    await aws?.close();
  };
});
afterAll(() => close());

function storeOf(key: string): DynamoDBStore {
  return new DynamoDBStore({ client, table, suite: "shop", key });
}

/** A container on a machine of its own, with what it hears. */
function container(key: string, index: number) {
  const clock = new ManualClock(Date.now());
  const heard: string[] = [];
  const store = storeOf(key);
  const queue = new SharedQueue({
    store,
    clock,
    timing: { ...queueTiming(180_000), attemptMs: 1e9 },
    newId: () => randomUUID().slice(0, 8),
    index,
    listener: {
      onFile: (file: string, { kind }: FileStanding) => heard.push(`${file} ${kind}`),
      onFenced: (files: string[]) => heard.push(`fenced ${files}`),
      onLost: ({ index: of }: Container, files: string[]) => heard.push(`lost ${of}: ${files}`),
    },
  });
  return { queue, clock, heard, store };
}

const passed = { outcome: "passed", durationMs: 12, account: "210000000001/eu-west-1", attempts: 1 };

test("containers share the files of all of them, and each hears what the others do", async () => {
  const [a, b] = [container("share", 1), container("share", 2)];
  await a.queue.join(["x", "y"]);
  await b.queue.join(["y", "z"]);
  a.queue.follow();
  expect(await a.queue.claim("y", ["db"])).toEqual({ kind: "claimed" });
  expect(await a.queue.claim("y", ["db"])).toEqual({ kind: "claimed" });
  expect(await b.queue.claim("y")).toEqual({ kind: "refused", because: "running" });
  expect(await b.queue.claim("z", ["db"])).toEqual({ kind: "refused", because: "locked", lock: "db" });
  expect(await a.queue.finish("y", { ...passed, message: "1 of 2 failed", outcome: "failed" })).toBe("final");
  expect(await a.queue.finish("y", passed)).toBe("void");

  b.queue.follow();
  await pass(b.clock, 20_000);
  expect(await b.queue.claim("z", ["db"])).toEqual({ kind: "claimed" });
  expect(await b.queue.claim("y")).toEqual({ kind: "refused", because: "done" });
  await b.queue.letGo("z");
  expect(await b.queue.claim("z", ["db"])).toEqual({ kind: "claimed" });
  await b.queue.finish("z", passed);
  await a.queue.claim("x");
  await a.queue.finish("x", passed);

  const leaving = Promise.all([a.queue.leave(), b.queue.leave({ exitCode: 1, reason: "coverage" })]);
  await until(leaving, a.clock, b.clock);
  const [seen] = await leaving;
  expect(isComplete(seen)).toBe(true);
  expect(seen.files.get("y")).toMatchObject({
    kind: "done",
    result: { outcome: "failed", message: "1 of 2 failed" },
  });
  expect([...seen.containers.values()].map(({ index, said }) => [index, said])).toEqual(
    expect.arrayContaining([[2, { trouble: { exitCode: 1, reason: "coverage" } }]]),
  );
  const wrote = [await a.queue.claimSummary(), await b.queue.claimSummary()];
  expect(wrote.filter(Boolean)).toHaveLength(1);
  const { units } = a.store;
  expect(units.writes).toBeLessThanOrEqual(12);
});

test("one that restarts, or comes when all is done, finds the work done; a new list of files adds to it", async () => {
  const first = container("again", 1);
  await first.queue.join(["x"]);
  first.queue.follow();
  await first.queue.claim("x");
  await first.queue.finish("x", passed);
  await first.queue.leave();
  const late = container("again", 1);
  await late.queue.join(["x", "w"]);
  late.queue.follow();
  expect(late.heard).toEqual(["x done"]);
  expect(await late.queue.claim("w")).toEqual({ kind: "claimed" });
  late.queue.close();
});

test("a container whose heartbeat stands still is taken over; its late result does not count, and it comes back", async () => {
  const [dead, other] = [container("dead", 1), container("dead", 2)];
  await dead.queue.join(["x", "y"]);
  await other.queue.join(["x", "y"]);
  await dead.queue.claim("x", ["db"]);
  other.queue.follow();
  // Its machine stands still; the other's goes on.
  await pass(other.clock, 70_000);
  expect(other.heard).toEqual(["x claimed", "lost 1: x", "x waiting"]);
  expect(await other.queue.claim("x", ["db"])).toEqual({ kind: "claimed" });
  expect(await dead.queue.finish("x", passed)).toBe("void");
  await pass(dead.clock, 40_000);
  expect(dead.heard).toEqual(["fenced "]);
  expect(dead.queue.isAlive).toBe(true);
  expect(await dead.queue.claim("y")).toEqual({ kind: "claimed" });
  for (const { queue } of [dead, other]) queue.close();
});

test("a write whose answer was lost is recognised when it is sent again; everything expires in a week", async () => {
  const store = storeOf("lost");
  const write: QueueWrite = {
    sk: "file#x",
    when: ["absent", { equals: { claim: "a.1" } }],
    change: { kind: "put", fields: { claim: "a.1" } },
  };
  expect([await store.write(write), await store.write(write)]).toEqual([true, true]);
  const other = { ...write, when: ["absent", { equals: { claim: "b.1" } }] } as const;
  expect(await store.write(other)).toBe(false);
  const [item] = await store.look();
  const inDays = (Number(item?.fields.expiresAt) - systemClock.now() / 1000) / 86_400;
  expect(Math.round(inDays)).toBe(7);
});

async function pass(clock: ManualClock, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 2_000) {
    await clock.advance(2_000);
    // Requests take real time, as much as a busy machine makes them take.
    do await new Promise((resolve) => setTimeout(resolve, 10));
    while (requestsUnderWay > 0);
  }
}

/** Lets time pass until it is done. */
async function until(done: Promise<unknown>, ...clocks: ManualClock[]): Promise<void> {
  let isDone = false;
  const over = () => {
    isDone = true;
  };
  done.then(over, over);
  while (!isDone) await Promise.all(clocks.map((clock) => pass(clock, 2_000)));
}
