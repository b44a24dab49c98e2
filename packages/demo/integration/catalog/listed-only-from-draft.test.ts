import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a product that is withdrawn cannot become listed", async () => {
  const catalog = await tableOf("catalog");
  await catalog.put({ id: "tea-black", status: "withdrawn" });
  expect(await catalog.change("tea-black", "status", "draft", "listed")).toBe(false);
  expect(await catalog.get("tea-black")).toMatchObject({ status: "withdrawn" });
});
