import { expect, test } from "@jest/globals";
import { orders } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a line is added to an order nobody else changed", async () => {
  const book = await orders();
  const id = fresh("o");
  const tea = { sku: "tea", count: 1, price: 450 };
  const mug = { sku: "mug", count: 2, price: 900 };
  await book.place({ id, customer: fresh("c"), lines: [tea] });
  expect(await book.addLine(id, mug, 1)).toBe(true);
  expect(await book.addLine(id, mug, 1)).toBe(false);
  expect(await book.get(id)).toMatchObject({ lines: [tea, mug], version: 2 });
});
