import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("the newest write of a product is what is read", async () => {
  const catalog = await tableOf("catalog");
  for (const price of [1, 2, 3, 450]) await catalog.put({ id: "tea-black", price });
  expect(await catalog.get("tea-black")).toEqual({ id: "tea-black", price: 450 });
});
