import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("no moves are lost when they come at once", async () => {
  const inventory = await tableOf("inventory");
  await inventory.put({ id: "depot-7", moves: 0 });
  await Promise.all(Array.from({ length: 20 }, () => inventory.count("depot-7", "moves")));
  expect(await inventory.get("depot-7")).toMatchObject({ moves: 20 });
});
