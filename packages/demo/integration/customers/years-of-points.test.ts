import { expect, test } from "@jest/globals";
import { customers } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("years of collecting and spending end with the right sum", async () => {
  const people = await customers();
  const id = fresh("c");
  await people.register({ id, name: "Faithful", email: `${id}@example.com`, country: "PT" });
  let { points = 0 } = (await people.get(id)) ?? {};
  for (let month = 1; month <= 36; month++) {
    points += month;
    await people.addPoints(id, month);
    if (month % 6 === 0 && (await people.spendPoints(id, 80)) !== undefined) points -= 80;
  }
  expect(await people.get(id)).toMatchObject({ points });
});
