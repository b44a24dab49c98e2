import { expect, test } from "@jest/globals";
import { settings } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a setting is read back with its first version", async () => {
  const shop = await settings();
  const scope = fresh("scope");
  await shop.put(scope, "language", "pt");
  expect(await shop.get(scope, "language")).toEqual({ name: "language", value: "pt", version: 1 });
});
