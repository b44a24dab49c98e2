import { expect, test } from "@jest/globals";
import { customers, orders } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("a customer who leaves keeps no name on the orders, only an id", async () => {
  const [book, people] = [await orders(), await customers()];
  const [id, customer] = [fresh("o"), fresh("c")];
  await people.register({ id: customer, name: "Ada", email: `${customer}@example.com`, country: "GB" });
  await book.place({ id, customer, lines: [{ sku: "tea", count: 1, price: 450 }] });
  await people.close(customer);
  expect(await book.of(customer)).toEqual([id]);
  expect(JSON.stringify(await book.get(id))).not.toContain("Ada");
});
