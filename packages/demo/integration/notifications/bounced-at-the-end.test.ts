import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a message ends as bounced, step by step", async () => {
  const notifications = await tableOf("notifications");
  await notifications.put({ id: "m-3", status: "queued" });
  const steps = ["queued", "sent", "bounced"];
  for (const [i, next] of steps.slice(1).entries()) {
    expect(await notifications.change("m-3", "status", steps[i] ?? "", next)).toBe(true);
  }
  expect(await notifications.get("m-3")).toMatchObject({ status: "bounced" });
});
