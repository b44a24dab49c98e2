import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("of many who want to be first with a setting, one wins", async () => {
  const settings = await tableOf("settings");
  await settings.put({ id: "language", status: "proposed" });
  const wins = await Promise.all(
    Array.from({ length: 10 }, () => settings.change("language", "status", "proposed", "active")),
  );
  expect(wins.filter(Boolean)).toHaveLength(1);
});
