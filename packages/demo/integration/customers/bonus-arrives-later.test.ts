import { expect, test } from "@jest/globals";
import { customers } from "../support/shop.ts";
import { eventually, fresh, later } from "../support/words.ts";

test("a bonus booked in the background can be spent when it arrives", async () => {
  const people = await customers();
  const id = fresh("c");
  await people.register({ id, name: "Patient", email: `${id}@example.com`, country: "CH" });
  const { points = 0 } = (await people.get(id)) ?? {};
  const bonus = later(480, () => people.addPoints(id, 500));
  await eventually(async () => (await people.spendPoints(id, points + 400)) !== undefined);
  expect(await bonus).toBe(points + 500);
  expect(await people.get(id)).toMatchObject({ points: 100 });
});
