import { expect, test } from "@jest/globals";
import { customers } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("nobody takes over somebody's address", async () => {
  const people = await customers();
  const [thief, owner] = [fresh("c"), fresh("c")];
  const [own, wanted] = [`${fresh("own")}@example.com`, `${fresh("wanted")}@example.com`];
  await people.register({ id: thief, name: "Thief", email: own, country: "XX" });
  await people.register({ id: owner, name: "Owner", email: wanted, country: "XX" });
  expect(await people.changeEmail(thief, wanted)).toBe(false);
  expect(await people.get(thief)).toMatchObject({ email: own });
});
