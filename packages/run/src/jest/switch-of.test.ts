import { expect, test } from "@jest/globals";
import { switchOf } from "./switch-of.ts";

test.each([
  ["--watchAll", true],
  ["--watch-all orders", true],
  ["--watchAll=true", true],
  ["--watchAll=false", false],
  ["--watchAll false", false],
  ["--no-watchAll", false],
  ["--watchAll --watch-all=false", false],
  ["--watch -t watchAll", undefined],
])("of %s, watchAll is %s", (args, said) => {
  expect(switchOf(args.split(" "), "watchAll")).toBe(said);
});
