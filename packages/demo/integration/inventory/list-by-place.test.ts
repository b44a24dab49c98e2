import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("inventory are listed by place", async () => {
  const inventory = await tableOf("inventory");
  await inventory.put({ id: "shelf-a1", place: "north-1" });
  await inventory.put({ id: "shelf-b2", place: "south-1" });
  await inventory.put({ id: "depot-7", place: "north-1" });
  const listed = await inventory.where("place", "north-1");
  expect(listed.map(({ id }) => id)).toEqual(["depot-7", "shelf-a1"]);
});
