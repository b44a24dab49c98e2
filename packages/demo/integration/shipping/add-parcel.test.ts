import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a parcel is found by its id once it was added", async () => {
  const shipping = await tableOf("shipping");
  await shipping.put({ id: "s-1", weight: 800, status: "packed" });
  expect(await shipping.get("s-1")).toEqual({ id: "s-1", weight: 800, status: "packed" });
});
