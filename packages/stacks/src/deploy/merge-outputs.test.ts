import { expect, test } from "@jest/globals";
import { mergeOutputs } from "./merge-outputs.ts";

test("outputs of several stacks are one, and a name that several use is found under each stack", () => {
  const stacks = [
    { name: "a", outputs: { Url: "of a", Table: "orders" } },
    { name: "b", outputs: { Url: "of b", Queue: "q" } },
  ];
  expect(mergeOutputs(stacks)).toEqual({
    Url: "of a",
    "a.Url": "of a",
    "b.Url": "of b",
    Table: "orders",
    Queue: "q",
  });
});

test("without stacks there are none", () => {
  expect(mergeOutputs([])).toEqual({});
});
