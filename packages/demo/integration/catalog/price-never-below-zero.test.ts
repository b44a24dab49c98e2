import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("no more is taken from price than there is", async () => {
  const catalog = await tableOf("catalog");
  await catalog.put({ id: "tea-green", price: 450 });
  expect(await catalog.take("tea-green", "price", 449)).toBe(true);
  expect(await catalog.take("tea-green", "price", 2)).toBe(false);
  expect(await catalog.get("tea-green")).toMatchObject({ price: 1 });
});
