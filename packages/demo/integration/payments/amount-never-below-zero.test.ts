import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("no more is taken from amount than there is", async () => {
  const payments = await tableOf("payments");
  await payments.put({ id: "p-1", amount: 990 });
  expect(await payments.take("p-1", "amount", 989)).toBe(true);
  expect(await payments.take("p-1", "amount", 2)).toBe(false);
  expect(await payments.get("p-1")).toMatchObject({ amount: 1 });
});
