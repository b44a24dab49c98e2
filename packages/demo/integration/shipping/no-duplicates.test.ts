import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("the same parcel cannot be added twice", async () => {
  const shipping = await tableOf("shipping");
  await shipping.remove("s-3");
  expect(await shipping.add({ id: "s-3", weight: 800 })).toBe(true);
  expect(await shipping.add({ id: "s-3", weight: 801 })).toBe(false);
  expect(await shipping.get("s-3")).toMatchObject({ weight: 800 });
});
