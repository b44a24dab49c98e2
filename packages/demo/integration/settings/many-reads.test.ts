import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("reads add up over hundreds of changes", async () => {
  const settings = await tableOf("settings");
  await settings.put({ id: "language", reads: 0 });
  let total = 0;
  for (let i = 1; i <= 200; i++) total = await settings.count("language", "reads", i % 3);
  expect(await settings.get("language")).toMatchObject({ reads: total });
});
