import { expect, test } from "@jest/globals";
import { settings } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("every write makes a new version", async () => {
  const shop = await settings();
  const scope = fresh("scope");
  for (const version of [1, 2, 3, 4, 5])
    expect(await shop.put(scope, "theme", `theme ${version}`)).toBe(version);
  expect(await shop.get(scope, "theme")).toMatchObject({ value: "theme 5", version: 5 });
});
