import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("payments are listed by method", async () => {
  const payments = await tableOf("payments");
  await payments.put({ id: "p-1", method: "card-4" });
  await payments.put({ id: "p-2", method: "invoice-4" });
  await payments.put({ id: "p-3", method: "card-4" });
  const listed = await payments.where("method", "card-4");
  expect(listed.map(({ id }) => id)).toEqual(["p-1", "p-3"]);
});
