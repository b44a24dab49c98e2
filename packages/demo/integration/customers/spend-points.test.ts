import { expect, test } from "@jest/globals";
import { customers } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("points are spent down to nothing, and not below", async () => {
  const people = await customers();
  const id = fresh("c");
  await people.register({ id, name: "Ada", email: `${id}@example.com`, country: "GB" });
  const { points = 0 } = (await people.get(id)) ?? {};
  expect(await people.spendPoints(id, points + 1)).toBeUndefined();
  expect(await people.spendPoints(id, points)).toBe(0);
  expect(await people.spendPoints(id, 1)).toBeUndefined();
});
