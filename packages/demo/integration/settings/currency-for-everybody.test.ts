import { expect, test } from "@jest/globals";
import { deployed } from "../support/shop.ts";

test("the shop has one currency, and a tax that is a percentage", async () => {
  const { parameters } = await deployed("settings");
  expect(parameters.currency).toMatch(/^[A-Z]{3}$/);
  expect(Number(parameters["vat-percent"])).toBeGreaterThan(0);
  expect(Number(parameters["vat-percent"])).toBeLessThan(100);
});
