import { expect, test } from "@jest/globals";
import { settings } from "../support/shop.ts";
import { atOnce, fresh, untilItWorks } from "../support/words.ts";

test("a counter several people raise with versions loses nothing", async () => {
  const shop = await settings();
  const scope = fresh("scope");
  await shop.put(scope, "newsletter-number", 0);
  await atOnce(6, () =>
    untilItWorks(async () => {
      const seen = await shop.get(scope, "newsletter-number");
      return shop.change(scope, "newsletter-number", Number(seen?.value) + 1, seen?.version ?? 0);
    }),
  );
  expect(await shop.get(scope, "newsletter-number")).toMatchObject({ value: 6, version: 7 });
});
