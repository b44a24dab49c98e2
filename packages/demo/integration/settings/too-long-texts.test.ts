import { expect, test } from "@jest/globals";
import { settings } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a setting too large for the table is refused, and the old one stays", async () => {
  const shop = await settings();
  const scope = fresh("scope");
  await shop.put(scope, "terms", "short");
  const sent = shop.put(scope, "terms", "x".repeat(450_000));
  await expect(sent).rejects.toMatchObject({ name: "ValidationException" });
  expect(await shop.get(scope, "terms")).toMatchObject({ value: "short", version: 1 });
});
