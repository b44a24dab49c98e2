import { expect, test } from "@jest/globals";
import { customers } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("an e-mail address belongs to one customer", async () => {
  const people = await customers();
  const email = `${fresh("linus")}@example.com`;
  const [first, second] = [fresh("c"), fresh("c")];
  expect(await people.register({ id: first, name: "Linus", email, country: "FI" })).toBe(true);
  expect(await people.register({ id: second, name: "Linus II", email, country: "FI" })).toBe(false);
  expect(await people.get(second)).toBeUndefined();
});
