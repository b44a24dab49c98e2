import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("many take from weight at once, and none gets what is not there", async () => {
  const shipping = await tableOf("shipping");
  await shipping.put({ id: "s-3", weight: 6 });
  const taken = await Promise.all(Array.from({ length: 10 }, () => shipping.take("s-3", "weight", 1)));
  expect(taken.filter(Boolean)).toHaveLength(6);
  expect(await shipping.get("s-3")).toMatchObject({ weight: 0 });
});
