import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("shipping are listed by carrier", async () => {
  const shipping = await tableOf("shipping");
  await shipping.put({ id: "s-1", carrier: "post-5" });
  await shipping.put({ id: "s-2", carrier: "bike-5" });
  await shipping.put({ id: "s-3", carrier: "post-5" });
  const listed = await shipping.where("carrier", "post-5");
  expect(listed.map(({ id }) => id)).toEqual(["s-1", "s-3"]);
});
