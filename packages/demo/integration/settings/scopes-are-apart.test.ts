import { expect, test } from "@jest/globals";
import { settings } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("the same name in two scopes is two settings", async () => {
  const shop = await settings();
  const [front, back] = [fresh("front"), fresh("back")];
  await shop.put(front, "theme", "light");
  await shop.put(back, "theme", "dark");
  await shop.remove(back, "theme");
  expect(await shop.get(front, "theme")).toMatchObject({ value: "light" });
  expect(await shop.all(back)).toEqual([]);
});
