import { expect, test } from "@jest/globals";
import { settings } from "../support/shop.ts";
import { fresh } from "../support/words.ts";

test.each(["Olá, João", "blåbærsyltetøy", "お茶", "☕🫖", ""])(
  "the text %p is kept as it is",
  async (text) => {
    const shop = await settings();
    const scope = fresh("scope");
    await shop.put(scope, "greeting", text);
    expect(await shop.get(scope, "greeting")).toMatchObject({ value: text });
  },
);
