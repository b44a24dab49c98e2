import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("many take from price at once, and none gets what is not there", async () => {
  const catalog = await tableOf("catalog");
  await catalog.put({ id: "mug-blue", price: 6 });
  const taken = await Promise.all(Array.from({ length: 10 }, () => catalog.take("mug-blue", "price", 1)));
  expect(taken.filter(Boolean)).toHaveLength(6);
  expect(await catalog.get("mug-blue")).toMatchObject({ price: 0 });
});
