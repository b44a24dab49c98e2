import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("no opens are lost when they come at once", async () => {
  const notifications = await tableOf("notifications");
  await notifications.put({ id: "m-3", opens: 0 });
  await Promise.all(Array.from({ length: 20 }, () => notifications.count("m-3", "opens")));
  expect(await notifications.get("m-3")).toMatchObject({ opens: 20 });
});
