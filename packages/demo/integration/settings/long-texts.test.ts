import { expect, test } from "@jest/globals";
import { settings } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("terms and conditions of 200,000 letters fit", async () => {
  const shop = await settings();
  const scope = fresh("scope");
  const terms = "We may change these terms. ".repeat(7_500);
  await shop.put(scope, "terms", terms);
  expect((await shop.get(scope, "terms"))?.value).toBe(terms);
});
