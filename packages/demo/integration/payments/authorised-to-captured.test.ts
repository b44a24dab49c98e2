import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a payment goes from authorised to captured", async () => {
  const payments = await tableOf("payments");
  await payments.put({ id: "p-1", status: "authorised" });
  expect(await payments.change("p-1", "status", "authorised", "captured")).toBe(true);
  expect(await payments.get("p-1")).toMatchObject({ status: "captured" });
});
