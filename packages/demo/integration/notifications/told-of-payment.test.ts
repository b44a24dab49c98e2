import { expect, test } from "@jest/globals";
import { notifications, payments } from "../support/shop.ts";
import { fresh, wins } from "../support/words.ts";

test("a paid order is told once, however often the news comes", async () => {
  const [outbox, till] = [await notifications(), await payments()];
  const [order, channel] = [fresh("o"), fresh("mail")];
  await till.authorise({ order, id: "card", amount: 900 });
  await till.capture(order, "card", 900);
  const news = { id: `${order}-paid`, channel, text: `We received ${await till.balance(order)} cents` };
  expect(wins([await outbox.queue(news), await outbox.queue(news), await outbox.queue(news)])).toBe(1);
  expect((await outbox.get(news.id))?.text).toBe("We received 900 cents");
});
