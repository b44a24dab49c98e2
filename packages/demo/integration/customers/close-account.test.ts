import { expect, test } from "@jest/globals";
import { customers } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("of who leaves, only the number is kept", async () => {
  const people = await customers();
  const [id, country] = [fresh("c"), fresh("country")];
  await people.register({ id, name: "Gone", email: `${id}@example.com`, country });
  expect(await people.close(id)).toBe(true);
  expect(await people.close(id)).toBe(false);
  expect(await people.get(id)).toEqual({
    id,
    country,
    name: "(closed)",
    email: "",
    points: 0,
    status: "closed",
  });
});
