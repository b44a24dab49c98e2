import { expect, test } from "@jest/globals";
import { customers, deployed } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("who registers is active, and welcomed with points", async () => {
  const people = await customers();
  const { parameters } = await deployed("customers");
  const ada = { id: fresh("c"), name: "Ada", email: `${fresh("ada")}@example.com`, country: "GB" };
  expect(await people.register(ada)).toBe(true);
  expect(await people.get(ada.id)).toEqual({
    ...ada,
    points: Number(parameters["welcome-points"]),
    status: "active",
  });
});
