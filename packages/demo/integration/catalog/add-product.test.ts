import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a product is found by its id once it was added", async () => {
  const catalog = await tableOf("catalog");
  await catalog.put({ id: "tea-green", price: 450, status: "draft" });
  expect(await catalog.get("tea-green")).toEqual({ id: "tea-green", price: 450, status: "draft" });
});
