import { expect, test } from "@jest/globals";
import { settings } from "../support/shop.ts";
import { atOnce, fresh } from "../support/words.ts";

test("of many who set a default at once, one does", async () => {
  const shop = await settings();
  const scope = fresh("scope");
  const versions = await atOnce(8, (i) => shop.change(scope, "owner", `clerk ${i}`, 0));
  expect(versions.filter((version) => version !== undefined)).toEqual([1]);
});
