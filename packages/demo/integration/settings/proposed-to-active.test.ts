import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a setting goes from proposed to active", async () => {
  const settings = await tableOf("settings");
  await settings.put({ id: "language", status: "proposed" });
  expect(await settings.change("language", "status", "proposed", "active")).toBe(true);
  expect(await settings.get("language")).toMatchObject({ status: "active" });
});
