import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a parcel goes from packed to handed-over", async () => {
  const shipping = await tableOf("shipping");
  await shipping.put({ id: "s-1", status: "packed" });
  expect(await shipping.change("s-1", "status", "packed", "handed-over")).toBe(true);
  expect(await shipping.get("s-1")).toMatchObject({ status: "handed-over" });
});
