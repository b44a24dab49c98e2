import { expect, test } from "@jest/globals";
import { customers } from "../support/shop.ts";
import { atOnce, fresh } from "../support/words.ts";

test("the same points are not spent twice, however fast", async () => {
  const people = await customers();
  const id = fresh("c");
  await people.register({ id, name: "Quick", email: `${id}@example.com`, country: "SE" });
  const { points = 0 } = (await people.get(id)) ?? {};
  await people.addPoints(id, 60 - points);
  const left = await atOnce(9, () => people.spendPoints(id, 10));
  expect(left.filter((rest) => rest !== undefined)).toHaveLength(6);
  expect(await people.get(id)).toMatchObject({ points: 0 });
});
