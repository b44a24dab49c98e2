import { expect, test } from "@jest/globals";
import { inventory } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("goods come from the place that has most", async () => {
  const stock = await inventory();
  const sku = fresh("tea");
  await stock.receive(sku, "north", 3);
  await stock.receive(sku, "south", 5);
  expect(await stock.reserveAnywhere(sku, 3)).toBe("south");
  expect(await stock.reserveAnywhere(sku, 3)).toBe("north");
  expect(await stock.reserveAnywhere(sku, 3)).toBeUndefined();
});
