import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("many take from left at once, and none gets what is not there", async () => {
  const inventory = await tableOf("inventory");
  await inventory.put({ id: "depot-7", left: 6 });
  const taken = await Promise.all(Array.from({ length: 10 }, () => inventory.take("depot-7", "left", 1)));
  expect(taken.filter(Boolean)).toHaveLength(6);
  expect(await inventory.get("depot-7")).toMatchObject({ left: 0 });
});
