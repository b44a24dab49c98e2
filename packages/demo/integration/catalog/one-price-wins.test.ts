import { expect, test } from "@jest/globals";
import { catalog } from "../support/shop.ts";
import { atOnce, fresh, wins } from "../support/words.ts";

test("of many new prices at once, one is taken", async () => {
  const shop = await catalog();
  const sku = fresh("tea");
  await shop.add({ sku, name: "Oolong", category: "tea", price: 1_000 });
  const changes = await atOnce(10, (i) => shop.reprice(sku, 1_000, 1_001 + i));
  expect(wins(changes)).toBe(1);
  expect((await shop.get(sku))?.price).toBe(1_001 + changes.indexOf(true));
});
