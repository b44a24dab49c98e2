import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("forty of them can be imported", async () => {
  const notifications = await tableOf("notifications");
  const ids = Array.from({ length: 40 }, (_, i) => `import-${i}`);
  await Promise.all(ids.map((id, retriesLeft) => notifications.put({ id, retriesLeft, batch: "import" })));
  expect(await notifications.where("batch", "import")).toHaveLength(40);
});
