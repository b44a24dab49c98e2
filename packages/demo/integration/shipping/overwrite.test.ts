import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("the newest write of a parcel is what is read", async () => {
  const shipping = await tableOf("shipping");
  for (const weight of [1, 2, 3, 800]) await shipping.put({ id: "s-2", weight });
  expect(await shipping.get("s-2")).toEqual({ id: "s-2", weight: 800 });
});
