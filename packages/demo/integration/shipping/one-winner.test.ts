import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("of many who want to be first with a parcel, one wins", async () => {
  const shipping = await tableOf("shipping");
  await shipping.put({ id: "s-1", status: "packed" });
  const wins = await Promise.all(
    Array.from({ length: 10 }, () => shipping.change("s-1", "status", "packed", "handed-over")),
  );
  expect(wins.filter(Boolean)).toHaveLength(1);
});
