import { expect, test } from "@jest/globals";
import { settings } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a setting that comes back starts with its first version", async () => {
  const shop = await settings();
  const scope = fresh("scope");
  await shop.put(scope, "banner", "Sale!");
  await shop.put(scope, "banner", "Last days!");
  await shop.remove(scope, "banner");
  expect(await shop.put(scope, "banner", "New!")).toBe(1);
});
