import { expect, test } from "@jest/globals";
import { median } from "./median.ts";

test.each([
  [[], undefined],
  [[7], 7],
  [[1, 9], 5],
  [[9, 1, 2], 2],
  [[10, 9, 1, 2], 5.5],
])("of %j it is %s", (numbers, expected) => {
  expect(median(numbers)).toBe(expected);
});
