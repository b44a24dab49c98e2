import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a parcel that is delivered cannot become handed-over", async () => {
  const shipping = await tableOf("shipping");
  await shipping.put({ id: "s-2", status: "delivered" });
  expect(await shipping.change("s-2", "status", "packed", "handed-over")).toBe(false);
  expect(await shipping.get("s-2")).toMatchObject({ status: "delivered" });
});
