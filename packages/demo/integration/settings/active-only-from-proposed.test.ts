import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a setting that is retired cannot become active", async () => {
  const settings = await tableOf("settings");
  await settings.put({ id: "theme", status: "retired" });
  expect(await settings.change("theme", "status", "proposed", "active")).toBe(false);
  expect(await settings.get("theme")).toMatchObject({ status: "retired" });
});
