import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { didYouMean, nearest } from "./did-you-mean.ts";

test.each([
  ["dependson", "dependsOn"],
  ["paramters", "parameters"],
  ["tabel", "table"],
  ["protcted", "protected"],
])("%s was meant to be %s", (written, meant) => {
  expect(nearest(written, ["dependsOn", "parameters", "table", "template", "protected"])).toBe(meant);
});

test("a name that is far from all is not guessed at", () => {
  expect(didYouMean("wibble", ["table", "name"])).toBe("");
});

test("one letter wrong in a name is always recognised", () => {
  const name = fc.stringMatching(/^[a-z]{3,12}$/);
  fc.assert(
    fc.property(name, fc.nat(), fc.constantFrom("", "x"), (meant, at, put) => {
      const index = at % meant.length;
      const written = meant.slice(0, index) + put + meant.slice(index + 1);
      expect(nearest(written, [meant])).toBe(meant);
    }),
  );
});
