import { expect, test } from "@jest/globals";
import { orders } from "../support/shop.ts";
import { atOnce, fresh, wins } from "../support/words.ts";

test("of ten who pack the same order, one ships it", async () => {
  const book = await orders();
  const id = fresh("o");
  await book.place({ id, customer: fresh("c"), lines: [{ sku: "mug", count: 6, price: 900 }] });
  await book.pay(id);
  expect(wins(await atOnce(10, () => book.ship(id)))).toBe(1);
});
