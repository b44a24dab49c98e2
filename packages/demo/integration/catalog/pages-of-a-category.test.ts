import { expect, test } from "@jest/globals";
import { catalog, deployed } from "../support/shop.ts";
import { atOnce, fresh } from "../support/words.ts";

test("a page has as many products as the shop says, and tells where the next one starts", async () => {
  const shop = await catalog();
  const size = Number((await deployed("catalog")).parameters["page-size"]);
  const category = fresh("spices");
  await atOnce(size + 1, async (i) => {
    const sku = fresh("spice");
    await shop.add({ sku, name: `Spice ${i}`, category, price: 250 });
    await shop.list(sku);
  });
  const first = await shop.page(category);
  expect(first.names).toHaveLength(size);
  expect(await shop.page(category, first.next)).toEqual({ names: [`Spice ${size}`], next: undefined });
});
