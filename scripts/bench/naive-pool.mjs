import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sdk } from "./pool-table.mjs";

/**
 * What is easily built on a table: pick available accounts at random, take them under a condition, and when one is
 * gone give the others back and try again later.
 */
export async function naivePool({
  client,
  table,
  pool,
  poolName,
  runId,
  minimum,
  holdMs,
  lookAgainMs,
  until,
}) {
  const startedAt = performance.now();
  const update = await updater({ client, table, poolName });
  while (performance.now() < until) {
    const free = (await pool.list()).filter(({ state }) => state === "available");
    const wanted = free.sort(() => Math.random() - 0.5).slice(0, minimum);
    const tries =
      wanted.length < minimum ? [] : await Promise.all(wanted.map((one) => update.take(one, runId)));
    const taken = wanted.filter((_, i) => tries[i]);
    if (taken.length === minimum) {
      const waitedMs = performance.now() - startedAt;
      await sleep(holdMs);
      await Promise.all(taken.map(update.giveBack));
      return { leases: minimum, waitedMs };
    }
    await Promise.all(taken.map(update.giveBack));
    await sleep(lookAgainMs);
  }
  return { leases: 0, waitedMs: Number.POSITIVE_INFINITY };
}

async function updater({ client, table, poolName }) {
  const { UpdateItemCommand } = await sdk();
  const send = async ({ id, region }, expression, condition, values) => {
    const command = new UpdateItemCommand({
      TableName: table,
      Key: { pk: { S: `pool#${poolName}` }, sk: { S: `account#${id}/${region}` } },
      UpdateExpression: expression,
      ConditionExpression: condition,
      ExpressionAttributeNames: { "#state": "state" },
      ExpressionAttributeValues: values,
    });
    return client.send(command).then(
      () => true,
      (error) => {
        if (error.name === "ConditionalCheckFailedException") return false;
        throw error;
      },
    );
  };
  const [available, leased] = [{ S: "available" }, { S: "leased" }];
  return {
    take: (account, runId) =>
      send(account, "SET #state = :state, naiveHolder = :leaseId", "#state = :was", {
        ":state": leased,
        ":was": available,
        ":leaseId": { S: `${runId}/${randomUUID()}` },
      }),
    giveBack: (account) =>
      send(account, "SET #state = :state", "#state = :was", { ":state": available, ":was": leased }),
  };
}
