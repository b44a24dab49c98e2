import { expect, test } from "@jest/globals";
import { inventory } from "../support/shop.ts";
import { eventually, fresh, later } from "../support/words.ts";

test("who waits for a delivery gets what he wants when it comes", async () => {
  const stock = await inventory();
  const sku = fresh("mug");
  const delivery = later(550, () => stock.receive(sku, "harbour", 10));
  await eventually(() => stock.reserve(sku, "harbour", 4));
  expect(await delivery).toBe(10);
  expect(await stock.at(sku, "harbour")).toEqual({ free: 6, reserved: 4 });
});
