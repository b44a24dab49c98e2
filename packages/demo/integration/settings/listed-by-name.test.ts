import { expect, test } from "@jest/globals";
import { settings } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a scope's settings are listed by name", async () => {
  const shop = await settings();
  const scope = fresh("scope");
  for (const name of ["theme", "banner", "language"]) await shop.put(scope, name, true);
  expect((await shop.all(scope)).map(({ name }) => name)).toEqual(["banner", "language", "theme"]);
});
