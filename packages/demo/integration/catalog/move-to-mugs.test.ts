import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a product that moves to mugs leaves tea", async () => {
  const catalog = await tableOf("catalog");
  await catalog.put({ id: "pot-iron", category: "tea" });
  expect(await catalog.change("pot-iron", "category", "tea", "mugs")).toBe(true);
  expect((await catalog.where("category", "tea")).map(({ id }) => id)).not.toContain("pot-iron");
});
