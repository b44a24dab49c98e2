import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a product that was removed is gone, and removing it again does no harm", async () => {
  const catalog = await tableOf("catalog");
  await catalog.put({ id: "pot-iron", price: 450 });
  await catalog.remove("pot-iron");
  await catalog.remove("pot-iron");
  expect(await catalog.get("pot-iron")).toBeUndefined();
});
