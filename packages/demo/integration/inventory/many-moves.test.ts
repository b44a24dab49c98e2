import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("moves add up over hundreds of changes", async () => {
  const inventory = await tableOf("inventory");
  await inventory.put({ id: "shelf-a1", moves: 0 });
  let total = 0;
  for (let i = 1; i <= 80; i++) total = await inventory.count("shelf-a1", "moves", i % 3);
  expect(await inventory.get("shelf-a1")).toMatchObject({ moves: total });
});
