// Every test file wants the account to itself. It says so in a table of the shop, and refuses to start where
// another file has said so before, or where the account is not the one it was promised.
//
// A file that was cut off leaves its claim behind, and its account goes dirty, to be cleaned before anyone gets it
// again. Only the worker that takes its place in the same run still works there: so a claim whose process is
// gone may be taken over. The processes of a run are all on this machine. A process id may come back one day,
// so a claim older than any file runs is over too.
const { randomUUID } = require("node:crypto");
const { GetCallerIdentityCommand } = require("@aws-sdk/client-sts");
const { GetParameterCommand } = require("@aws-sdk/client-ssm");
const { DeleteCommand, GetCommand, PutCommand } = require("@aws-sdk/lib-dynamodb");

const key = { scope: "test", name: "account-in-use" };
const longestFileMs = 15 * 60_000;

/** Claims the account for a file. Returns what gives the claim back. */
async function claimAccount({ clients: { documents, ssm, sts }, file }) {
  const [TableName] = await Promise.all([settingsTable(ssm), checkIdentity(sts)]);
  const id = randomUUID();
  const Item = { ...key, id, file, run: process.env.REGATTA_RUN_ID, pid: process.pid, at: Date.now() };
  const claim = async (over) => {
    const condition = over
      ? { ConditionExpression: "id = :over", ExpressionAttributeValues: { ":over": over } }
      : { ConditionExpression: "attribute_not_exists(id)" };
    await documents.send(new PutCommand({ TableName, Item, ...condition }));
  };
  try {
    await claim();
  } catch (error) {
    if (error.name !== "ConditionalCheckFailedException") throw error;
    const { Item: other } = await documents.send(
      new GetCommand({ TableName, Key: key, ConsistentRead: true }),
    );
    if (other && isHeld(other)) throw new Error(inUseBy(other));
    await claim(other?.id);
  }
  return () =>
    documents.send(
      new DeleteCommand({
        TableName,
        Key: key,
        ConditionExpression: "id = :mine",
        ExpressionAttributeValues: { ":mine": id },
      }),
    );
}

async function settingsTable(ssm) {
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: "/shop/settings/table-name" }));
  return Parameter.Value;
}

async function checkIdentity(sts) {
  const { Account } = await sts.send(new GetCallerIdentityCommand({}));
  const promised = process.env.REGATTA_ACCOUNT_ID;
  if (promised && promised !== Account)
    throw new Error(`promised account ${promised}, but this is ${Account}`);
}

function isHeld({ pid, at }) {
  // This process runs one file at a time: what it left behind is over.
  return pid !== process.pid && Date.now() - at < longestFileMs && isAlive(pid);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function inUseBy({ file, run, pid }) {
  return `the account is in use by ${file} (process ${pid}, run ${run ?? "none"}): two test files share it`;
}

module.exports = { claimAccount };
