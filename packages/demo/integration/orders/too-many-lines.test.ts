import { expect, test } from "@jest/globals";
import { deployed, orders } from "../support/shop.ts";
import { fresh, many } from "../support/words.ts";

test("an order has at most as many lines as the shop allows", async () => {
  const book = await orders();
  const most = Number((await deployed("orders")).parameters["most-lines"]);
  const lines = many(most + 1, (i) => ({ sku: `tea-${i}`, count: 1, price: 100 }));
  const sent = book.place({ id: fresh("o"), customer: fresh("c"), lines });
  await expect(sent).rejects.toThrow(`at most ${most} lines`);
  expect(await book.place({ id: fresh("o"), customer: fresh("c"), lines: lines.slice(1) })).toBe(true);
});
