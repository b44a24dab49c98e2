import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a product goes from draft to listed", async () => {
  const catalog = await tableOf("catalog");
  await catalog.put({ id: "tea-green", status: "draft" });
  expect(await catalog.change("tea-green", "status", "draft", "listed")).toBe(true);
  expect(await catalog.get("tea-green")).toMatchObject({ status: "listed" });
});
