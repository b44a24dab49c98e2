import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("scans are counted one by one", async () => {
  const shipping = await tableOf("shipping");
  await shipping.put({ id: "s-2", scans: 0 });
  for (let i = 1; i <= 10; i++) expect(await shipping.count("s-2", "scans")).toBe(i);
});
