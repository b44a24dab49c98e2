import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("forty of them can be imported", async () => {
  const catalog = await tableOf("catalog");
  const ids = Array.from({ length: 40 }, (_, i) => `import-${i}`);
  await Promise.all(ids.map((id, price) => catalog.put({ id, price, batch: "import" })));
  expect(await catalog.where("batch", "import")).toHaveLength(40);
});
