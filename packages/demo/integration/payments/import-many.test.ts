import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("forty of them can be imported", async () => {
  const payments = await tableOf("payments");
  const ids = Array.from({ length: 40 }, (_, i) => `import-${i}`);
  await Promise.all(ids.map((id, amount) => payments.put({ id, amount, batch: "import" })));
  expect(await payments.where("batch", "import")).toHaveLength(40);
});
