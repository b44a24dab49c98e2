import { expect, test } from "@jest/globals";
import { catalog } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a sku is given once, and who comes second changes nothing", async () => {
  const shop = await catalog();
  const sku = fresh("mug");
  expect(await shop.add({ sku, name: "Blue mug", category: "mugs", price: 900 })).toBe(true);
  expect(await shop.add({ sku, name: "Red mug", category: "mugs", price: 950 })).toBe(false);
  expect(await shop.get(sku)).toMatchObject({ name: "Blue mug", price: 900 });
});
