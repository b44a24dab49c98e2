import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a parcel nobody added is not there", async () => {
  const shipping = await tableOf("shipping");
  expect(await shipping.get("s-2-missing")).toBeUndefined();
});
