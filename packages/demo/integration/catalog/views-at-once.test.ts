import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("no views are lost when they come at once", async () => {
  const catalog = await tableOf("catalog");
  await catalog.put({ id: "mug-blue", views: 0 });
  await Promise.all(Array.from({ length: 20 }, () => catalog.count("mug-blue", "views")));
  expect(await catalog.get("mug-blue")).toMatchObject({ views: 20 });
});
