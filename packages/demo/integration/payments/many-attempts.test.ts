import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("attempts add up over hundreds of changes", async () => {
  const payments = await tableOf("payments");
  await payments.put({ id: "p-1", attempts: 0 });
  let total = 0;
  for (let i = 1; i <= 140; i++) total = await payments.count("p-1", "attempts", i % 3);
  expect(await payments.get("p-1")).toMatchObject({ attempts: total });
});
