import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("the same payment cannot be added twice", async () => {
  const payments = await tableOf("payments");
  await payments.remove("p-3");
  expect(await payments.add({ id: "p-3", amount: 990 })).toBe(true);
  expect(await payments.add({ id: "p-3", amount: 991 })).toBe(false);
  expect(await payments.get("p-3")).toMatchObject({ amount: 990 });
});
