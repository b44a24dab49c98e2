import { expect, test } from "@jest/globals";
import { settings } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a removed setting is gone, and removing it again does no harm", async () => {
  const shop = await settings();
  const scope = fresh("scope");
  await shop.put(scope, "banner", "Sale!");
  await shop.remove(scope, "banner");
  await shop.remove(scope, "banner");
  expect(await shop.get(scope, "banner")).toBeUndefined();
});
