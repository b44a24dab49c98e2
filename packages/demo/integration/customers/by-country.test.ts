import { expect, test } from "@jest/globals";
import { customers } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a country's customers are listed by name", async () => {
  const people = await customers();
  const [here, there] = [fresh("country"), fresh("country")];
  for (const [name, country] of [
    ["Zoë", there],
    ["Max", here],
    ["Eva", here],
  ] as const) {
    const id = fresh("c");
    await people.register({ id, name, email: `${id}@example.com`, country });
  }
  expect(await people.namesIn(here)).toEqual(["Eva", "Max"]);
});
