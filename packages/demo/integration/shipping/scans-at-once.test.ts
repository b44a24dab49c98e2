import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("no scans are lost when they come at once", async () => {
  const shipping = await tableOf("shipping");
  await shipping.put({ id: "s-3", scans: 0 });
  await Promise.all(Array.from({ length: 20 }, () => shipping.count("s-3", "scans")));
  expect(await shipping.get("s-3")).toMatchObject({ scans: 20 });
});
