import { expect, test } from "@jest/globals";
import { orders } from "../support/shop.ts";
import { atOnce, fresh, untilItWorks } from "../support/words.ts";

test("a family fills one order at once, and no line is lost", async () => {
  const book = await orders();
  const id = fresh("o");
  await book.place({ id, customer: fresh("c"), lines: [{ sku: "bread", count: 1, price: 250 }] });
  await atOnce(6, (i) =>
    untilItWorks(async () => {
      const seen = await book.get(id);
      return book.addLine(id, { sku: `wish-${i}`, count: 1, price: 100 }, seen?.version ?? 0);
    }),
  );
  const skus = (await book.get(id))?.lines.map(({ sku }) => sku).sort();
  expect(skus).toEqual(["bread", "wish-0", "wish-1", "wish-2", "wish-3", "wish-4", "wish-5"]);
});
