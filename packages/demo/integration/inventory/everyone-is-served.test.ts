import { expect, test } from "@jest/globals";
import { inventory } from "../support/shop.ts";
import { atOnce, fresh } from "../support/words.ts";

test("many at once are served from several places until all is gone", async () => {
  const stock = await inventory();
  const sku = fresh("tea");
  for (const place of ["north", "south", "harbour"]) await stock.receive(sku, place, 4);
  const places = await atOnce(14, () => stock.reserveAnywhere(sku, 1));
  expect(places.filter((place) => place === undefined)).toHaveLength(2);
  expect((await stock.everywhere(sku)).map(({ free }) => free)).toEqual([0, 0, 0]);
});
