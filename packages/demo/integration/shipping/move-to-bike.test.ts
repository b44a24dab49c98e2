import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a parcel that moves to bike leaves post", async () => {
  const shipping = await tableOf("shipping");
  await shipping.put({ id: "s-4", carrier: "post" });
  expect(await shipping.change("s-4", "carrier", "post", "bike")).toBe(true);
  expect((await shipping.where("carrier", "post")).map(({ id }) => id)).not.toContain("s-4");
});
