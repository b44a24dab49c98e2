import { expect, test } from "@jest/globals";
import { tableOf } from "../support/shop.ts";

test("a product ends as withdrawn, step by step", async () => {
  const catalog = await tableOf("catalog");
  await catalog.put({ id: "mug-blue", status: "draft" });
  const steps = ["draft", "listed", "withdrawn"];
  for (const [i, next] of steps.slice(1).entries()) {
    expect(await catalog.change("mug-blue", "status", steps[i] ?? "", next)).toBe(true);
  }
  expect(await catalog.get("mug-blue")).toMatchObject({ status: "withdrawn" });
});
