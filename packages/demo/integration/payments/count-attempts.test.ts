import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("attempts are counted one by one", async () => {
  const payments = await tableOf("payments");
  await payments.put({ id: "p-2", attempts: 0 });
  for (let i = 1; i <= 10; i++) expect(await payments.count("p-2", "attempts")).toBe(i);
});
