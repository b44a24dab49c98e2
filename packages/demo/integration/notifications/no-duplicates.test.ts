import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("the same message cannot be added twice", async () => {
  const notifications = await tableOf("notifications");
  await notifications.remove("m-3");
  expect(await notifications.add({ id: "m-3", retriesLeft: 3 })).toBe(true);
  expect(await notifications.add({ id: "m-3", retriesLeft: 4 })).toBe(false);
  expect(await notifications.get("m-3")).toMatchObject({ retriesLeft: 3 });
});
