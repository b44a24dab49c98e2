import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("forty of them can be imported", async () => {
  const inventory = await tableOf("inventory");
  const ids = Array.from({ length: 40 }, (_, i) => `import-${i}`);
  await Promise.all(ids.map((id, left) => inventory.put({ id, left, batch: "import" })));
  expect(await inventory.where("batch", "import")).toHaveLength(40);
});
