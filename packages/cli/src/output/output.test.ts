import { expect, test } from "@jest/globals";
import { duration } from "./duration.ts";
import { table } from "./table.ts";

test.each([
  [0, "0 s"],
  [400, "0.4 s"],
  [9_999, "10.0 s"],
  [12_000, "12 s"],
  [59_600, "1 min"],
  [200_000, "3 min 20 s"],
  [3_600_000, "1 h"],
  [5_400_000, "1 h 30 min"],
  [187_200_000, "2 d 4 h"],
])("%d ms reads %s", (ms, words) => {
  expect(duration(ms)).toBe(words);
});

test("columns are aligned, and no line ends in spaces", () => {
  expect(
    table(
      ["ACCOUNT", "STATE"],
      [
        ["1", "available"],
        ["22222222", ""],
      ],
    ),
  ).toBe(["ACCOUNT   STATE", "1         available", "22222222", ""].join("\n"));
});
