import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a stock entry that moves to south leaves north", async () => {
  const inventory = await tableOf("inventory");
  await inventory.put({ id: "depot-8", place: "north" });
  expect(await inventory.change("depot-8", "place", "north", "south")).toBe(true);
  expect((await inventory.where("place", "north")).map(({ id }) => id)).not.toContain("depot-8");
});
