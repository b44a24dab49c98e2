import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a setting is found by its id once it was added", async () => {
  const settings = await tableOf("settings");
  await settings.put({ id: "language", value: 19, status: "proposed" });
  expect(await settings.get("language")).toEqual({ id: "language", value: 19, status: "proposed" });
});
