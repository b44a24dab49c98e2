import { expect, test } from "@jest/globals";
import { customers } from "../support/shop.ts";
import { atOnce, fresh, many, wins } from "../support/words.ts";

test("of many who want an address at once, one gets it", async () => {
  const people = await customers();
  const email = `${fresh("info")}@example.com`;
  const ids = many(10, () => fresh("c"));
  const got = await atOnce(10, (i) => people.register({ id: ids[i] ?? "", name: "X", email, country: "PT" }));
  expect(wins(got)).toBe(1);
  expect(await people.byEmail(email)).toMatchObject({ id: ids[got.indexOf(true)] });
});
