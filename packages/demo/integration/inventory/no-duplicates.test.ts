import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("the same stock entry cannot be added twice", async () => {
  const inventory = await tableOf("inventory");
  await inventory.remove("depot-7");
  expect(await inventory.add({ id: "depot-7", left: 12 })).toBe(true);
  expect(await inventory.add({ id: "depot-7", left: 13 })).toBe(false);
  expect(await inventory.get("depot-7")).toMatchObject({ left: 12 });
});
