import { expect, test } from "@jest/globals";
import { settings } from "../support/shop.ts";
import { eventually, fresh, later } from "../support/words.ts";

test("who waits for a flag sees it turned on", async () => {
  const shop = await settings();
  const scope = fresh("scope");
  await shop.put(scope, "new-checkout", false);
  const release = later(450, () => shop.put(scope, "new-checkout", true));
  await eventually(async () => (await shop.get(scope, "new-checkout"))?.value);
  expect(await release).toBe(2);
});
