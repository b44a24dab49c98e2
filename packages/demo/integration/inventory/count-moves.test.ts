import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("moves are counted one by one", async () => {
  const inventory = await tableOf("inventory");
  await inventory.put({ id: "shelf-b2", moves: 0 });
  for (let i = 1; i <= 10; i++) expect(await inventory.count("shelf-b2", "moves")).toBe(i);
});
