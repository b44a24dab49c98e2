/** @accounts 2 */
import { expect, test } from "@jest/globals";
import { regatta } from "@regatta/jest-runner/context";
import { settingsIn } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("two shops set what they like, each in its own account", async () => {
  const [here, there] = regatta.accounts(2);
  const [ours, theirs] = [await settingsIn(here), await settingsIn(there)];
  const scope = fresh("shop");
  await Promise.all([ours.put(scope, "currency", "EUR"), theirs.put(scope, "currency", "SEK")]);
  expect(await ours.get(scope, "currency")).toMatchObject({ value: "EUR", version: 1 });
  expect(await theirs.get(scope, "currency")).toMatchObject({ value: "SEK", version: 1 });
  expect(here.id).not.toBe(there.id);
});
