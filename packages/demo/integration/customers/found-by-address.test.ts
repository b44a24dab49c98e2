import { expect, test } from "@jest/globals";
import { customers } from "../support/shop.ts";
import { fresh, many } from "../support/words.ts";

test("a customer is found by address, among others", async () => {
  const people = await customers();
  const crowd = many(6, () => ({ id: fresh("c"), email: `${fresh("crowd")}@example.com` }));
  for (const one of crowd) await people.register({ ...one, name: "One of many", country: "NO" });
  for (const { id, email } of crowd) expect(await people.byEmail(email)).toMatchObject({ id });
});
