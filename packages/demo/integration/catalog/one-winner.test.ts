import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("of many who want to be first with a product, one wins", async () => {
  const catalog = await tableOf("catalog");
  await catalog.put({ id: "tea-green", status: "draft" });
  const wins = await Promise.all(
    Array.from({ length: 10 }, () => catalog.change("tea-green", "status", "draft", "listed")),
  );
  expect(wins.filter(Boolean)).toHaveLength(1);
});
