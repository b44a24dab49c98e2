import { expect, test } from "@jest/globals";
import { orders } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("what nobody paid is not shipped", async () => {
  const book = await orders();
  const id = fresh("o");
  await book.place({ id, customer: fresh("c"), lines: [{ sku: "pot", count: 1, price: 5_900 }] });
  expect(await book.ship(id)).toBe(false);
  expect(await book.get(id)).toMatchObject({ status: "placed", version: 1 });
});
