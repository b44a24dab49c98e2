import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("no more is taken from weight than there is", async () => {
  const shipping = await tableOf("shipping");
  await shipping.put({ id: "s-1", weight: 800 });
  expect(await shipping.take("s-1", "weight", 799)).toBe(true);
  expect(await shipping.take("s-1", "weight", 2)).toBe(false);
  expect(await shipping.get("s-1")).toMatchObject({ weight: 1 });
});
