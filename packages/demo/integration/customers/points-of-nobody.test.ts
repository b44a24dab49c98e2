import { expect, test } from "@jest/globals";
import { customers } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("points for a stranger make no customer", async () => {
  const people = await customers();
  const id = fresh("c");
  expect(await people.addPoints(id, 50)).toBeUndefined();
  expect(await people.get(id)).toBeUndefined();
});
