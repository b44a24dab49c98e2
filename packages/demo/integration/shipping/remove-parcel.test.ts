import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a parcel that was removed is gone, and removing it again does no harm", async () => {
  const shipping = await tableOf("shipping");
  await shipping.put({ id: "s-4", weight: 800 });
  await shipping.remove("s-4");
  await shipping.remove("s-4");
  expect(await shipping.get("s-4")).toBeUndefined();
});
