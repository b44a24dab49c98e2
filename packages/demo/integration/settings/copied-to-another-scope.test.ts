import { expect, test } from "@jest/globals";
import { settings } from "../support/shop.ts";
import { atOnce, fresh } from "../support/words.ts";

test("a scope can be copied and the copy goes its own way", async () => {
  const shop = await settings();
  const [from, to] = [fresh("from"), fresh("to")];
  await atOnce(12, (i) => shop.put(from, `setting-${i}`, i));
  for (const { name, value } of await shop.all(from)) await shop.put(to, name, value);
  await shop.put(to, "setting-0", "changed");
  expect(await shop.all(to)).toHaveLength(12);
  expect(await shop.get(from, "setting-0")).toMatchObject({ value: 0 });
});
