import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a payment that was removed is gone, and removing it again does no harm", async () => {
  const payments = await tableOf("payments");
  await payments.put({ id: "p-4", amount: 990 });
  await payments.remove("p-4");
  await payments.remove("p-4");
  expect(await payments.get("p-4")).toBeUndefined();
});
