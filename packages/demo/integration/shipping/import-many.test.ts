import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("forty of them can be imported", async () => {
  const shipping = await tableOf("shipping");
  const ids = Array.from({ length: 40 }, (_, i) => `import-${i}`);
  await Promise.all(ids.map((id, weight) => shipping.put({ id, weight, batch: "import" })));
  expect(await shipping.where("batch", "import")).toHaveLength(40);
});
