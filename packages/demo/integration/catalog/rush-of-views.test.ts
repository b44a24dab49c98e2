import { expect, test } from "@jest/globals";
import { catalog } from "../support/shop.ts";
import { atOnce, fresh } from "../support/words.ts";

test("no look is lost in a rush", async () => {
  const shop = await catalog();
  const sku = fresh("tea");
  await shop.add({ sku, name: "Tea of the day", category: "tea", price: 500 });
  for (const wave of [1, 2, 3, 4]) {
    await atOnce(20, () => shop.viewed(sku));
    expect((await shop.get(sku))?.views).toBe(wave * 20);
  }
});
