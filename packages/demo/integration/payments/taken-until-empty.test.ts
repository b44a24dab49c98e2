import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("many take from amount at once, and none gets what is not there", async () => {
  const payments = await tableOf("payments");
  await payments.put({ id: "p-3", amount: 6 });
  const taken = await Promise.all(Array.from({ length: 10 }, () => payments.take("p-3", "amount", 1)));
  expect(taken.filter(Boolean)).toHaveLength(6);
  expect(await payments.get("p-3")).toMatchObject({ amount: 0 });
});
