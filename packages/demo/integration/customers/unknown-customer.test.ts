import { expect, test } from "@jest/globals";
import { customers } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a stranger is not found, by id or by address", async () => {
  const people = await customers();
  expect(await people.get(fresh("c"))).toBeUndefined();
  expect(await people.byEmail(`${fresh("nobody")}@example.com`)).toBeUndefined();
  expect(await people.close(fresh("c"))).toBe(false);
});
