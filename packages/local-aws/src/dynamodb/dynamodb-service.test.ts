import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { afterEach, expect, test } from "@jest/globals";
import { anItem, aTable } from "../testing/tables.ts";
import { TestAws, withFolder } from "../testing/test-aws.ts";

let world: TestAws | undefined;
afterEach(() => world?.close());

test("one table name holds other data in each account and each region", async () => {
  world = await TestAws.start();
  const owners = [
    world.dynamodb(),
    world.dynamodb({ credentials: await world.enter(0) }),
    world.dynamodb({ credentials: await world.enter(1) }),
    world.dynamodb({ credentials: await world.enter(1), region: "us-east-1" }),
  ];
  for (const [index, client] of owners.entries()) {
    await client.send(new CreateTableCommand(aTable("orders")));
    await client.send(new PutItemCommand({ TableName: "orders", Item: anItem("a", `owner ${index}`) }));
  }
  const scans = await Promise.all(
    owners.map((client) => client.send(new ScanCommand({ TableName: "orders" }))),
  );
  expect(scans.map(({ Items }) => Items?.map((item) => item.value?.S))).toEqual([
    ["owner 0"],
    ["owner 1"],
    ["owner 2"],
    ["owner 3"],
  ]);
});

test("a table is active at once, its Arn tells account and region, and it is gone once deleted", async () => {
  world = await TestAws.start();
  const client = world.dynamodb({ credentials: await world.enter(0) });
  await client.send(new CreateTableCommand(aTable("orders")));
  const { Table: table } = await client.send(new DescribeTableCommand({ TableName: "orders" }));
  expect(table).toMatchObject({
    TableStatus: "ACTIVE",
    TableArn: "arn:aws:dynamodb:eu-west-1:210000000001:table/orders",
  });
  await expect(client.send(new CreateTableCommand(aTable("orders")))).rejects.toMatchObject({
    name: "ResourceInUseException",
  });
  await client.send(new DeleteTableCommand({ TableName: "orders" }));
  await expect(client.send(new DescribeTableCommand({ TableName: "orders" }))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
  expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([]);
});

test("of many conditional writes at once exactly one wins", async () => {
  world = await TestAws.start();
  const client = world.dynamodb();
  await client.send(new CreateTableCommand(aTable("pool")));
  await client.send(new PutItemCommand({ TableName: "pool", Item: anItem("a", "free") }));
  const take = (holder: number) =>
    client.send(
      new UpdateItemCommand({
        TableName: "pool",
        Key: { pk: { S: "a" }, sk: { S: "-" } },
        UpdateExpression: "SET #v = :mine",
        ConditionExpression: "#v = :free",
        ExpressionAttributeNames: { "#v": "value" },
        ExpressionAttributeValues: { ":mine": { S: `holder ${holder}` }, ":free": { S: "free" } },
      }),
    );
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, (_, holder) => take(holder)));
  const lost = outcomes.filter((outcome) => outcome.status === "rejected");
  expect(lost).toHaveLength(19);
  expect(new Set(lost.map(({ reason }) => reason.name))).toEqual(
    new Set(["ConditionalCheckFailedException"]),
  );
});

test("a query is paged, and each page goes on where the last one ended", async () => {
  world = await TestAws.start();
  const client = world.dynamodb();
  await client.send(new CreateTableCommand(aTable("pool")));
  for (const sk of ["1", "2", "3"]) {
    await client.send(new PutItemCommand({ TableName: "pool", Item: { pk: { S: "a" }, sk: { S: sk } } }));
  }
  const page = (start?: Record<string, { S: string }>) =>
    new QueryCommand({
      TableName: "pool",
      ConsistentRead: true,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": { S: "a" } },
      Limit: 2,
      ExclusiveStartKey: start,
    });
  const first = await client.send(page());
  const second = await client.send(page(first.LastEvaluatedKey as Record<string, { S: string }>));
  expect([first, second].map(({ Items }) => Items?.map(({ sk }) => sk?.S))).toEqual([["1", "2"], ["3"]]);
});

test("what dynalite cannot do is refused as an unknown operation", async () => {
  world = await TestAws.start();
  const transaction = new TransactWriteItemsCommand({
    TransactItems: [{ Put: { TableName: "pool", Item: anItem("a", "b") } }],
  });
  await expect(world.dynamodb().send(transaction)).rejects.toMatchObject({
    name: "UnknownOperationException",
  });
});

test("expiry of items, which nothing can switch on, is not told as off either", async () => {
  world = await TestAws.start();
  const client = world.dynamodb();
  await client.send(new CreateTableCommand(aTable("pool")));
  const asked = client.send(new DescribeTimeToLiveCommand({ TableName: "pool" }));
  await expect(asked).rejects.toMatchObject({ name: "UnknownOperationException" });
});

test("an item dynamodb would refuse is refused with its message", async () => {
  world = await TestAws.start();
  const client = world.dynamodb();
  await client.send(new CreateTableCommand(aTable("pool")));
  await expect(
    client.send(new PutItemCommand({ TableName: "pool", Item: { pk: { S: "a" } } })),
  ).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringMatching(/Missing the key sk/),
  });
});

test("kept tables are there after a restart, in their own accounts", async () => {
  await withFolder(async (stateDirectory) => {
    const before = await TestAws.start({ stateDirectory });
    const credentials = await before.enter(0);
    const client = before.dynamodb({ credentials });
    await client.send(new CreateTableCommand(aTable("orders")));
    await client.send(new PutItemCommand({ TableName: "orders", Item: anItem("a", "kept") }));
    await before.close();

    world = await TestAws.start({ stateDirectory });
    const key = { TableName: "orders", Key: { pk: { S: "a" }, sk: { S: "-" } } };
    // The session survives as well.
    const { Item: item } = await world.dynamodb({ credentials }).send(new GetItemCommand(key));
    expect(item?.value?.S).toBe("kept");
    await expect(world.dynamodb().send(new GetItemCommand(key))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    await world.close();
  });
});
