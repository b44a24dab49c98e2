import { expect, test } from "@jest/globals";
import { setting, tableOf } from "../support/shop.ts";

test("the service says where its table is", async () => {
  const settings = await tableOf("settings");
  expect(settings.name).toBe("shop-settings-test");
  expect(await setting("settings/table-name")).toBe(settings.name);
});
