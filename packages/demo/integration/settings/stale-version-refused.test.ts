import { expect, test } from "@jest/globals";
import { settings } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("who has seen an old version may not write", async () => {
  const shop = await settings();
  const scope = fresh("scope");
  const seen = await shop.put(scope, "opening-hours", "9 to 17");
  await shop.put(scope, "opening-hours", "9 to 18");
  expect(await shop.change(scope, "opening-hours", "10 to 17", seen)).toBeUndefined();
  expect(await shop.get(scope, "opening-hours")).toMatchObject({ value: "9 to 18" });
});
