import { expect, test } from "@jest/globals";
import { deployed, orders } from "../support/shop.ts";
import { fresh, passes } from "../support/words.ts";

test("what was paid in time does not lapse afterwards", async () => {
  const book = await orders();
  const hold = Number((await deployed("orders")).parameters["hold-ms"]);
  const id = fresh("o");
  await book.place({ id, customer: fresh("c"), lines: [{ sku: "tea", count: 1, price: 450 }] });
  await passes(hold / 2);
  expect(await book.pay(id)).toBe(true);
  await passes(hold / 2 + 50);
  expect(await book.lapse(id)).toBe(false);
});
