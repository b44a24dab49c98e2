import { expect, test } from "@jest/globals";
import { orders } from "../support/shop.ts";
import { fresh, many, passes } from "../support/words.ts";

test("a customer sees the newest order first", async () => {
  const book = await orders();
  const customer = fresh("c");
  const ids = many(5, () => fresh("o"));
  for (const id of ids) {
    await book.place({ id, customer, lines: [{ sku: "tea", count: 1, price: 450 }] });
    await passes(5);
  }
  expect(await book.of(customer)).toEqual(ids.toReversed());
});
