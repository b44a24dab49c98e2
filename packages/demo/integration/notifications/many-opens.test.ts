import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("opens add up over hundreds of changes", async () => {
  const notifications = await tableOf("notifications");
  await notifications.put({ id: "m-1", opens: 0 });
  let total = 0;
  for (let i = 1; i <= 180; i++) total = await notifications.count("m-1", "opens", i % 3);
  expect(await notifications.get("m-1")).toMatchObject({ opens: total });
});
