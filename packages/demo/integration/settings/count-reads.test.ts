import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("reads are counted one by one", async () => {
  const settings = await tableOf("settings");
  await settings.put({ id: "theme", reads: 0 });
  for (let i = 1; i <= 10; i++) expect(await settings.count("theme", "reads")).toBe(i);
});
