import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("no more is taken from left than there is", async () => {
  const inventory = await tableOf("inventory");
  await inventory.put({ id: "shelf-a1", left: 12 });
  expect(await inventory.take("shelf-a1", "left", 11)).toBe(true);
  expect(await inventory.take("shelf-a1", "left", 2)).toBe(false);
  expect(await inventory.get("shelf-a1")).toMatchObject({ left: 1 });
});
