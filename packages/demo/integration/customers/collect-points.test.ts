import { expect, test } from "@jest/globals";
import { customers } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("points add up", async () => {
  const people = await customers();
  const id = fresh("c");
  await people.register({ id, name: "Ada", email: `${id}@example.com`, country: "GB" });
  const { points = 0 } = (await people.get(id)) ?? {};
  expect(await people.addPoints(id, 25)).toBe(points + 25);
  expect(await people.addPoints(id, 5)).toBe(points + 30);
});
