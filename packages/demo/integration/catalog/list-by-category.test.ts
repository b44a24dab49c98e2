import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("catalog are listed by category", async () => {
  const catalog = await tableOf("catalog");
  await catalog.put({ id: "tea-green", category: "tea-0" });
  await catalog.put({ id: "tea-black", category: "mugs-0" });
  await catalog.put({ id: "mug-blue", category: "tea-0" });
  const listed = await catalog.where("category", "tea-0");
  expect(listed.map(({ id }) => id)).toEqual(["mug-blue", "tea-green"]);
});
