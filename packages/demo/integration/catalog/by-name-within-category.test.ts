import { expect, test } from "@jest/globals";
import { catalog } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a category is shown by name, without what belongs to others", async () => {
  const shop = await catalog();
  const [tea, mugs] = [fresh("tea"), fresh("mugs")];
  for (const [name, category] of [
    ["Sencha", tea],
    ["Assam", tea],
    ["Tall mug", mugs],
  ] as const) {
    const sku = fresh("sku");
    await shop.add({ sku, name, category, price: 500 });
    await shop.list(sku);
  }
  expect(await shop.listed(tea)).toEqual(["Assam", "Sencha"]);
  expect(await shop.listed(mugs)).toEqual(["Tall mug"]);
});
