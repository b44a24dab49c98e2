import { expect, test } from "@jest/globals";
import { customers } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("an address given up can be had by the next", async () => {
  const people = await customers();
  const [first, second] = [fresh("c"), fresh("c")];
  const email = `${fresh("office")}@example.com`;
  await people.register({ id: first, name: "First", email, country: "DE" });
  await people.changeEmail(first, `${fresh("home")}@example.com`);
  expect(await people.register({ id: second, name: "Second", email, country: "DE" })).toBe(true);
});
