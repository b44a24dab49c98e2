import { expect, test } from "@jest/globals";
import { customers } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test.each(["", "grace", "example.com"])("%p is not taken for an e-mail address", async (email) => {
  const people = await customers();
  const id = fresh("c");
  await expect(people.register({ id, name: "Grace", email, country: "US" })).rejects.toThrow("no e-mail");
  expect(await people.get(id)).toBeUndefined();
});
