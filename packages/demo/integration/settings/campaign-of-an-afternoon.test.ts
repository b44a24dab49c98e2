import { expect, test } from "@jest/globals";
import { settings } from "../support/shop.ts";
import { eventually, fresh, later, passes } from "../support/words.ts";

test("a campaign's banner is there while it lasts, and gone after", async () => {
  const shop = await settings();
  const scope = fresh("scope");
  await shop.put(scope, "banner", "Only today");
  const end = later(3_200, () => shop.remove(scope, "banner"));
  await passes(1_500);
  expect(await shop.get(scope, "banner")).toMatchObject({ value: "Only today" });
  await eventually(async () => (await shop.get(scope, "banner")) === undefined, 200);
  await end;
});
