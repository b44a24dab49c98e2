import { expect, test } from "@jest/globals";
import { inventory } from "../support/shop.ts";
import { fresh, passes } from "../support/words.ts";

test("a night's move of goods, box by box, loses none on the way", async () => {
  const stock = await inventory();
  const sku = fresh("pot");
  await stock.receive(sku, "harbour", 30);
  for (let box = 0; box < 10; box++) {
    expect(await stock.move(sku, "harbour", "north", 3)).toBe(true);
    expect(await stock.onHand(sku)).toBe(30);
    await passes(350);
  }
  expect(await stock.at(sku, "harbour")).toMatchObject({ free: 0 });
});
