import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("opens are counted one by one", async () => {
  const notifications = await tableOf("notifications");
  await notifications.put({ id: "m-2", opens: 0 });
  for (let i = 1; i <= 10; i++) expect(await notifications.count("m-2", "opens")).toBe(i);
});
