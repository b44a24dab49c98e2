import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a product nobody added is not there", async () => {
  const catalog = await tableOf("catalog");
  expect(await catalog.get("tea-black-missing")).toBeUndefined();
});
