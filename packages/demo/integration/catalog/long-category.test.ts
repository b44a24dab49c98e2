import { expect, test } from "@jest/globals";
import { catalog } from "../support/shop.ts";
import { fresh, many } from "../support/words.ts";

test("thirty products are read over all pages", async () => {
  const shop = await catalog();
  const category = fresh("books");
  const names = many(30, (i) => `Volume ${String(i + 1).padStart(2, "0")}`);
  for (const name of names) {
    const sku = fresh("book");
    await shop.add({ sku, name, category, price: 1_900 });
    await shop.list(sku);
  }
  expect(await shop.listed(category)).toEqual(names);
});
