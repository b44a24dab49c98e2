import { expect, test } from "@jest/globals";
import { customers } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("who left may come back with the same address, as somebody new", async () => {
  const people = await customers();
  const [before, after] = [fresh("c"), fresh("c")];
  const email = `${fresh("back")}@example.com`;
  await people.register({ id: before, name: "Back", email, country: "PT" });
  await people.close(before);
  expect(await people.register({ id: after, name: "Back", email, country: "PT" })).toBe(true);
  expect(await people.byEmail(email)).toMatchObject({ id: after });
});
