import { expect, test } from "@jest/globals";
import { total } from "../../services/orders/src/orders.ts";
import { catalog, orders } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a later price change does not touch an order", async () => {
  const [book, shop] = [await orders(), await catalog()];
  const [id, sku] = [fresh("o"), fresh("tea")];
  await shop.add({ sku, name: "Sencha", category: "tea", price: 800 });
  const price = (await shop.get(sku))?.price ?? 0;
  await book.place({ id, customer: fresh("c"), lines: [{ sku, count: 2, price }] });
  await shop.reprice(sku, 800, 990);
  expect(total((await book.get(id))?.lines ?? [])).toBe(1_600);
});
