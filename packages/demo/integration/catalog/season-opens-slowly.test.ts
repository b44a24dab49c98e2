import { expect, test } from "@jest/globals";
import { catalog } from "../support/shop.ts";
import { eventually, fresh, later, many } from "../support/words.ts";

test("a season's products appear one after the other", async () => {
  const shop = await catalog();
  const category = fresh("christmas");
  const skus = many(6, () => fresh("star"));
  for (const [i, sku] of skus.entries()) await shop.add({ sku, name: `Star ${i}`, category, price: 800 });
  const season = (async () => {
    for (const sku of skus) await later(600, () => shop.list(sku));
  })();
  await eventually(async () => (await shop.listed(category)).length === skus.length, 150);
  await season;
  expect((await shop.listed(category)).at(-1)).toBe("Star 5");
});
