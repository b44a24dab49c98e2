import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("no attempts are lost when they come at once", async () => {
  const payments = await tableOf("payments");
  await payments.put({ id: "p-3", attempts: 0 });
  await Promise.all(Array.from({ length: 20 }, () => payments.count("p-3", "attempts")));
  expect(await payments.get("p-3")).toMatchObject({ attempts: 20 });
});
