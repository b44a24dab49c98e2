import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("of many who want to be first with a stock entry, one wins", async () => {
  const inventory = await tableOf("inventory");
  await inventory.put({ id: "shelf-a1", status: "counted" });
  const wins = await Promise.all(
    Array.from({ length: 10 }, () => inventory.change("shelf-a1", "status", "counted", "reserved")),
  );
  expect(wins.filter(Boolean)).toHaveLength(1);
});
