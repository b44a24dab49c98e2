import { expect, test } from "@jest/globals";
import { notifications } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test("where nothing is queued there is nothing to claim", async () => {
  const outbox = await notifications();
  expect(await outbox.claim(fresh("mail"), "worker")).toBeUndefined();
  expect(await outbox.get(fresh("m"))).toBeUndefined();
});
