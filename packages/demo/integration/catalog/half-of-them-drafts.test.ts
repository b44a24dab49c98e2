import { expect, test } from "@jest/globals";
import { catalog } from "../support/shop.ts";
import { atOnce, fresh } from "../support/words.ts";

test("a page is filled up past the drafts between", async () => {
  const shop = await catalog();
  const category = fresh("posters");
  await atOnce(16, async (i) => {
    const sku = fresh("poster");
    await shop.add({ sku, name: `Poster ${String(i).padStart(2, "0")}`, category, price: 1_200 });
    if (i % 2 === 1) await shop.list(sku);
  });
  const shown = await shop.listed(category);
  expect(shown).toHaveLength(8);
  expect(shown[0]).toBe("Poster 01");
});
