import { expect, test } from "@jest/globals";
import { deployed, payments } from "../support/shop.ts";
import { fresh, passes } from "../support/words.ts";

test("an authorisation that is too old takes nothing any more", async () => {
  const till = await payments();
  const holds = Number((await deployed("payments")).parameters["authorisation-ms"]);
  const order = fresh("o");
  await till.authorise({ order, id: "card", amount: 1_000 });
  expect(await till.capture(order, "card", 400)).toBe(true);
  await passes(holds + 100);
  expect(await till.capture(order, "card", 600)).toBe(false);
  expect(await till.balance(order)).toBe(400);
});
