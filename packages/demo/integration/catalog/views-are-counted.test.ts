import { expect, test } from "@jest/globals";
import { catalog } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("looks at a product are counted, and no others", async () => {
  const shop = await catalog();
  const [popular, ignored] = [fresh("tea"), fresh("tea")];
  for (const sku of [popular, ignored]) await shop.add({ sku, name: "Tea", category: "tea", price: 500 });
  for (const count of [1, 2, 3, 4, 5]) expect(await shop.viewed(popular)).toBe(count);
  expect((await shop.get(ignored))?.views).toBeUndefined();
});
