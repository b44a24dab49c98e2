import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("orders are listed by channel", async () => {
  const orders = await tableOf("orders");
  await orders.put({ id: "o-1001", channel: "web-3" });
  await orders.put({ id: "o-1002", channel: "shop-3" });
  await orders.put({ id: "o-1003", channel: "web-3" });
  const listed = await orders.where("channel", "web-3");
  expect(listed.map(({ id }) => id)).toEqual(["o-1001", "o-1003"]);
});
