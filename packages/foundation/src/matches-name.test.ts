import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { matchesName } from "./matches-name.ts";

test.each([
  ["cart empties", "cart empties", true],
  ["cart empties", "cart empties itself", false],
  ["cart *", "cart empties itself", true],
  ["*itself", "cart empties itself", true],
  ["cart * itself", "cart itself", false],
  ["*a*b*", "xaxbx", true],
  ["*ab*ba*", "aba", false],
  ["a*a", "a", false],
  ["adds [1, 2] (?)", "adds [1, 2] (?)", true],
  ["*", "", true],
])("%j and %j: %j", (form, name, expected) => {
  expect(matchesName(form, name)).toBe(expected);
});

test("it is what a regular expression says of it", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "."), maxLength: 6 });
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), text, (parts, name) => {
      const expression = parts.map((part) => part.replaceAll(".", "\\.")).join(".*");
      expect(matchesName(parts.join("*"), name)).toBe(new RegExp(`^${expression}$`).test(name));
    }),
  );
});
