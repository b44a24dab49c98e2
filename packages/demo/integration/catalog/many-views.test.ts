import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("views add up over hundreds of changes", async () => {
  const catalog = await tableOf("catalog");
  await catalog.put({ id: "tea-green", views: 0 });
  let total = 0;
  for (let i = 1; i <= 60; i++) total = await catalog.count("tea-green", "views", i % 3);
  expect(await catalog.get("tea-green")).toMatchObject({ views: total });
});
