import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("views are counted one by one", async () => {
  const catalog = await tableOf("catalog");
  await catalog.put({ id: "tea-black", views: 0 });
  for (let i = 1; i <= 10; i++) expect(await catalog.count("tea-black", "views")).toBe(i);
});
