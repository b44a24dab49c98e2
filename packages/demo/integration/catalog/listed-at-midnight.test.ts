import { expect, test } from "@jest/globals";
import { catalog } from "../support/shop.ts";
import { eventually, fresh, later } from "../support/words.ts";

test("who polls for a new product sees it once it is listed", async () => {
  const shop = await catalog();
  const [category, sku] = [fresh("tea"), fresh("tea")];
  await shop.add({ sku, name: "First flush", category, price: 2_400 });
  const midnight = later(500, () => shop.list(sku));
  await eventually(async () => (await shop.listed(category)).includes("First flush"));
  expect(await midnight).toBe(true);
});
