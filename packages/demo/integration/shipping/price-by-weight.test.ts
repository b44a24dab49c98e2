import { expect, test } from "@jest/globals";
import { deployed, shipping } from "../support/shop.ts";

test("every kilogram begun costs the same, on top of the base", async () => {
  const parcels = await shipping();
  const { "base-price": base, "price-per-kg": perKg } = (await deployed("shipping")).parameters;
  const prices = [1, 1_000, 1_001, 2_500].map((grams) => parcels.price(grams) - Number(base));
  expect(prices).toEqual([1, 1, 2, 3].map((kilograms) => kilograms * Number(perKg)));
});
