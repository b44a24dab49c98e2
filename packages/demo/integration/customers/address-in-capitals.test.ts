import { expect, test } from "@jest/globals";
import { customers } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("an e-mail address is the same in capitals", async () => {
  const people = await customers();
  const [id, email] = [fresh("c"), `${fresh("grace")}@example.com`];
  await people.register({ id, name: "Grace", email: email.toUpperCase(), country: "US" });
  expect(await people.byEmail(email)).toMatchObject({ id, email });
  expect(await people.register({ id: fresh("c"), name: "G", email, country: "US" })).toBe(false);
});
