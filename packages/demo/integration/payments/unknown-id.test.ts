import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a payment nobody added is not there", async () => {
  const payments = await tableOf("payments");
  expect(await payments.get("p-2-missing")).toBeUndefined();
});
