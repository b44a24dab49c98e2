import { expect, test } from "@jest/globals";
import { orders } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a customer sees nobody else's orders", async () => {
  const book = await orders();
  const [ada, grace] = [fresh("c"), fresh("c")];
  const id = fresh("o");
  await book.place({ id, customer: ada, lines: [{ sku: "tea", count: 1, price: 450 }] });
  expect(await book.of(ada)).toEqual([id]);
  expect(await book.of(grace)).toEqual([]);
});
