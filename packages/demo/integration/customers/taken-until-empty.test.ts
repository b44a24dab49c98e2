import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("many take from credit at once, and none gets what is not there", async () => {
  const customers = await tableOf("customers");
  await customers.put({ id: "linus", credit: 6 });
  const taken = await Promise.all(Array.from({ length: 10 }, () => customers.take("linus", "credit", 1)));
  expect(taken.filter(Boolean)).toHaveLength(6);
  expect(await customers.get("linus")).toMatchObject({ credit: 0 });
});
