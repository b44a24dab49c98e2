// Every test file wants the account to itself. It says so in a table of the shop, and refuses to start where
// another file that is still alive has said so before, or where the account is not the one it was promised.
const { DeleteItemCommand, GetItemCommand, PutItemCommand } = require("@aws-sdk/client-dynamodb");
const { GetParameterCommand } = require("@aws-sdk/client-ssm");
const { GetCallerIdentityCommand } = require("@aws-sdk/client-sts");

const key = { id: { S: "account-in-use" } };
let identity;

/** Claims the account for a file. Returns what gives the claim back. */
async function claimAccount({ clients, file }) {
  await checkIdentity(clients.sts);
  const { Parameter } = await clients.ssm.send(
    new GetParameterCommand({ Name: "/shop/settings/table-name" }),
  );
  const table = { TableName: Parameter.Value };
  const claim = { ...key, file: { S: file }, pid: { N: String(process.pid) } };
  try {
    await put(clients.dynamodb, { ...table, Item: claim, ConditionExpression: "attribute_not_exists(id)" });
  } catch (error) {
    if (error.name !== "ConditionalCheckFailedException") throw error;
    await takeOverFromTheDead(clients.dynamodb, table, claim);
  }
  return () => clients.dynamodb.send(new DeleteItemCommand({ ...table, Key: key }));
}

function put(dynamodb, input) {
  return dynamodb.send(new PutItemCommand(input));
}

// Who the credentials belong to cannot change during a worker's life: asked once.
async function checkIdentity(sts) {
  identity ??= sts.send(new GetCallerIdentityCommand({}));
  const { Account } = await identity;
  const promised = process.env.REGATTA_ACCOUNT_ID;
  if (promised && promised !== Account)
    throw new Error(`promised account ${promised}, but this is ${Account}`);
}

async function takeOverFromTheDead(dynamodb, table, claim) {
  const { Item } = await dynamodb.send(new GetItemCommand({ ...table, Key: key, ConsistentRead: true }));
  const holder = Number(Item?.pid.N);
  if (Item && isAlive(holder)) throw new Error(`the account is in use by ${Item.file.S}`);
  await put(dynamodb, {
    ...table,
    Item: claim,
    ConditionExpression: "attribute_not_exists(id) OR pid = :dead",
    ExpressionAttributeValues: { ":dead": { N: String(holder) } },
  });
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

module.exports = { claimAccount };
