import { expect, test } from "@jest/globals";
import { inventory } from "../support/shop.ts";
import { atOnce, fresh, many } from "../support/words.ts";

test("whoever gets what in a rush, never more than there is", async () => {
  const stock = await inventory();
  const sku = fresh("mug");
  await stock.receive(sku, "north", 30);
  const wanted = many(15, (i) => (i % 5) + 1);
  const got = await atOnce(15, (i) => stock.reserve(sku, "north", wanted[i] ?? 0));
  const reserved = wanted.filter((_, i) => got[i]).reduce((sum, count) => sum + count, 0);
  expect(await stock.at(sku, "north")).toEqual({ free: 30 - reserved, reserved });
});
