import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("the same customer cannot be added twice", async () => {
  const customers = await tableOf("customers");
  await customers.remove("linus");
  expect(await customers.add({ id: "linus", credit: 300 })).toBe(true);
  expect(await customers.add({ id: "linus", credit: 301 })).toBe(false);
  expect(await customers.get("linus")).toMatchObject({ credit: 300 });
});
