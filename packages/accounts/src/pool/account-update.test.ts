import { expect, test } from "@jest/globals";
import { updateInput } from "./account-update.ts";

const account = { id: "210000000001", region: "eu-west-1" };

test("every write adds 1 to the version and names its whole condition", () => {
  const input = updateInput("regatta", "default", {
    account,
    condition: { version: 4, states: ["available"], leaseId: "mine", leaseExpiredBefore: 99 },
    set: { leaseId: "mine", leaseExpiresAt: 5 },
    remove: ["reason"],
  });
  expect(input).toMatchObject({
    TableName: "regatta",
    Key: { pk: { S: "pool#default" }, sk: { S: "account#210000000001/eu-west-1" } },
    UpdateExpression:
      "SET #version = #version + :one, #leaseId = :leaseId, #leaseExpiresAt = :leaseExpiresAt REMOVE #reason",
    ConditionExpression:
      "#version = :ifVersion AND #leaseId = :ifLease AND #leaseExpiresAt < :ifNow AND #state IN (:ifState0)",
  });
  expect(input.ExpressionAttributeValues).toMatchObject({ ":ifVersion": { N: "4" }, ":ifNow": { N: "99" } });
});

test("every name and value given is used, or DynamoDB would refuse the write", () => {
  const input = updateInput("t", "p", { account, condition: { leaseId: "x" }, set: { reason: "r" } });
  const text = `${input.UpdateExpression} ${input.ConditionExpression}`;
  for (const name of Object.keys(input.ExpressionAttributeNames ?? {})) expect(text).toContain(name);
  for (const value of Object.keys(input.ExpressionAttributeValues ?? {})) expect(text).toContain(value);
});
