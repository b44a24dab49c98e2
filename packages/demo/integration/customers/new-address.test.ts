import { expect, test } from "@jest/globals";
import { customers } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("who changes the address is found by the new one only", async () => {
  const people = await customers();
  const id = fresh("c");
  const [old, next] = [`${fresh("old")}@example.com`, `${fresh("new")}@example.com`];
  await people.register({ id, name: "Margaret", email: old, country: "US" });
  expect(await people.changeEmail(id, next)).toBe(true);
  expect(await people.byEmail(next)).toMatchObject({ id });
  expect(await people.byEmail(old)).toBeUndefined();
});
