import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("no reads are lost when they come at once", async () => {
  const settings = await tableOf("settings");
  await settings.put({ id: "tax-rate", reads: 0 });
  await Promise.all(Array.from({ length: 20 }, () => settings.count("tax-rate", "reads")));
  expect(await settings.get("tax-rate")).toMatchObject({ reads: 20 });
});
