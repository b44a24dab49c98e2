import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("an order that moves to shop leaves web", async () => {
  const orders = await tableOf("orders");
  await orders.put({ id: "o-1004", channel: "web" });
  expect(await orders.change("o-1004", "channel", "web", "shop")).toBe(true);
  expect((await orders.where("channel", "web")).map(({ id }) => id)).not.toContain("o-1004");
});
