import { expect, test } from "@jest/globals";
import { orders } from "../support/shop.ts";
import { atOnce, fresh, many } from "../support/words.ts";

test("thirty customers order at once, and each has one order", async () => {
  const book = await orders();
  const people = many(30, () => fresh("c"));
  await atOnce(30, (i) =>
    book.place({ id: fresh("o"), customer: people[i] ?? "", lines: [{ sku: "tea", count: 1, price: 450 }] }),
  );
  for (const customer of people) expect(await book.of(customer)).toHaveLength(1);
});
