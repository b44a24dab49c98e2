import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("forty of them can be imported", async () => {
  const settings = await tableOf("settings");
  const ids = Array.from({ length: 40 }, (_, i) => `import-${i}`);
  await Promise.all(ids.map((id, value) => settings.put({ id, value, batch: "import" })));
  expect(await settings.where("batch", "import")).toHaveLength(40);
});
