import { expect, test } from "@jest/globals";
import { orders } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("an order of nothing is refused", async () => {
  const book = await orders();
  const id = fresh("o");
  await expect(book.place({ id, customer: fresh("c"), lines: [] })).rejects.toThrow("needs a line");
  expect(await book.get(id)).toBeUndefined();
});
