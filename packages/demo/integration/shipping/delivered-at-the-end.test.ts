import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a parcel ends as delivered, step by step", async () => {
  const shipping = await tableOf("shipping");
  await shipping.put({ id: "s-3", status: "packed" });
  const steps = ["packed", "handed-over", "delivered"];
  for (const [i, next] of steps.slice(1).entries()) {
    expect(await shipping.change("s-3", "status", steps[i] ?? "", next)).toBe(true);
  }
  expect(await shipping.get("s-3")).toMatchObject({ status: "delivered" });
});
