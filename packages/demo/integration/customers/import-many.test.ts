import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("forty of them can be imported", async () => {
  const customers = await tableOf("customers");
  const ids = Array.from({ length: 40 }, (_, i) => `import-${i}`);
  await Promise.all(ids.map((id, credit) => customers.put({ id, credit, batch: "import" })));
  expect(await customers.where("batch", "import")).toHaveLength(40);
});
