import { expect, test } from "@jest/globals";
import { eventually, later, tableOf } from "../support/shop.ts";

test("a parcel becomes handed-over in the background", async () => {
  const shipping = await tableOf("shipping");
  await shipping.put({ id: "s-4", status: "packed" });
  const consumer = later(500, () => shipping.change("s-4", "status", "packed", "handed-over"));
  await eventually(async () => (await shipping.get("s-4"))?.status === "handed-over");
  expect(await consumer).toBe(true);
});
