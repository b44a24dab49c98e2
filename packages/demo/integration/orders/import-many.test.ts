import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("forty of them can be imported", async () => {
  const orders = await tableOf("orders");
  const ids = Array.from({ length: 40 }, (_, i) => `import-${i}`);
  await Promise.all(ids.map((id, items) => orders.put({ id, items, batch: "import" })));
  expect(await orders.where("batch", "import")).toHaveLength(40);
});
