import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("scans add up over hundreds of changes", async () => {
  const shipping = await tableOf("shipping");
  await shipping.put({ id: "s-1", scans: 0 });
  let total = 0;
  for (let i = 1; i <= 160; i++) total = await shipping.count("s-1", "scans", i % 3);
  expect(await shipping.get("s-1")).toMatchObject({ scans: total });
});
