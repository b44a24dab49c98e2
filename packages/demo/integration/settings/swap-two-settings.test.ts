import { expect, test } from "@jest/globals";
import { settings } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("two settings change places while others look", async () => {
  const shop = await settings();
  const scope = fresh("scope");
  await shop.put(scope, "first", "tea");
  await shop.put(scope, "second", "mugs");
  const [first, second] = await shop.all(scope);
  await shop.change(scope, "first", second?.value ?? "", 1);
  await shop.change(scope, "second", first?.value ?? "", 1);
  expect((await shop.all(scope)).map(({ value }) => value)).toEqual(["mugs", "tea"]);
});
