import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a payment that moves to invoice leaves card", async () => {
  const payments = await tableOf("payments");
  await payments.put({ id: "p-4", method: "card" });
  expect(await payments.change("p-4", "method", "card", "invoice")).toBe(true);
  expect((await payments.where("method", "card")).map(({ id }) => id)).not.toContain("p-4");
});
