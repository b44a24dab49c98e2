import { expect, test } from "@jest/globals";
import { fit, wrap } from "./fit.ts";

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

test.each([
  ["a few words", 20, 3, ["a few words"]],
  ["waiting for one of them", 11, 3, ["waiting for", "one of them"]],
  ["waiting for one of them all", 11, 2, ["waiting for", "one of the…"]],
  ["unbreakable-word and more", 8, 3, ["unbreak…", "and more"]],
  ["none", 0, 3, [""]],
])("%j in %d columns and %d lines is %j", (text, columns, most, lines) => {
  expect(wrap(text, columns, most)).toEqual(lines);
});
