import { expect, test } from "@jest/globals";
import { customers } from "../support/shop.ts";
import { atOnce, fresh } from "../support/words.ts";

test("a country with forty customers has forty names", async () => {
  const people = await customers();
  const country = fresh("country");
  await atOnce(40, async (i) => {
    const id = fresh("c");
    await people.register({
      id,
      name: `N${String(i).padStart(2, "0")}`,
      email: `${id}@example.com`,
      country,
    });
  });
  const names = await people.namesIn(country);
  expect([names.length, names[0], names[39]]).toEqual([40, "N00", "N39"]);
});
