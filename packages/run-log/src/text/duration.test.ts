import { expect, test } from "@jest/globals";
import { duration, wholeSeconds } from "./duration.ts";

test.each([
  [0, "0.0 s", "0 s"],
  [-5, "0.0 s", "0 s"],
  [449, "0.4 s", "0 s"],
  [9_949, "9.9 s", "10 s"],
  [9_950, "10 s", "10 s"],
  [59_499, "59 s", "59 s"],
  [59_500, "1 min 0 s", "1 min 0 s"],
  [200_000, "3 min 20 s", "3 min 20 s"],
  [3_599_600, "1 h 0 min", "1 h 0 min"],
  [3_900_000, "1 h 5 min", "1 h 5 min"],
])("%d ms are %s, or %s", (ms, exact, whole) => {
  expect([duration(ms), wholeSeconds(ms)]).toEqual([exact, whole]);
});
