import { expect, test } from "@jest/globals";
import { settings } from "../support/shop.ts";
import { atOnce, fresh } from "../support/words.ts";

test("a long list is read to its end, page by page", async () => {
  const shop = await settings();
  const scope = fresh("scope");
  await atOnce(23, (i) => shop.put(scope, `flag-${String(i).padStart(2, "0")}`, i % 2 === 0));
  const all = await shop.all(scope, 5);
  expect(all).toHaveLength(23);
  expect(all.at(-1)).toEqual({ name: "flag-22", value: true, version: 1 });
});
