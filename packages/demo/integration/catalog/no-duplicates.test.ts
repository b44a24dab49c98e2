import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("the same product cannot be added twice", async () => {
  const catalog = await tableOf("catalog");
  await catalog.remove("mug-blue");
  expect(await catalog.add({ id: "mug-blue", price: 450 })).toBe(true);
  expect(await catalog.add({ id: "mug-blue", price: 451 })).toBe(false);
  expect(await catalog.get("mug-blue")).toMatchObject({ price: 450 });
});
