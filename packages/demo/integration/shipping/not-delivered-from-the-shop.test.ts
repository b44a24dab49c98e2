import { expect, test } from "@jest/globals";
import { shipping } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("what was not handed over is not delivered", async () => {
  const parcels = await shipping();
  const id = fresh("s");
  await parcels.pack({ id, order: fresh("o"), weight: 500 });
  expect(await parcels.deliver(id)).toBe(false);
  expect(await parcels.return(id)).toBe(false);
  expect(await parcels.get(id)).toMatchObject({ status: "packed" });
});
