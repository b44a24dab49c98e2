import { expect, test } from "@jest/globals";
import { fit } from "./fit.ts";

test.each([
  ["short", 10, "short"],
  ["exactly ten", 11, "exactly ten"],
  ["one too many", 11, "one too ma…"],
  ["two\nlines\tand\u001b[2K codes", 40, "two lines and [2K codes"],
  ["試験.test.ts", 8, "試験.te…"],
  ["a🚀b", 3, "a…"],
  ["anything", 1, "…"],
  ["anything", 0, ""],
])("%j in %d columns is %j", (text, columns, line) => {
  expect(fit(text, columns)).toBe(line);
});
