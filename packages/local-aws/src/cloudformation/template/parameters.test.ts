import { expect, test } from "@jest/globals";
import { parameterValue, resolveParameters } from "./parameters.ts";
import { parseTemplate } from "./parse-template.ts";

const templateOf = (Parameters: Record<string, unknown>) =>
  parseTemplate(JSON.stringify({ Parameters, Resources: { A: { Type: "T::U::V" } } }));

const given = (key: string, value: string) => ({ key, value, usePrevious: false });

test("a value is the one given, the previous one where asked for, else the default", () => {
  const template = templateOf({
    A: { Type: "String" },
    B: { Type: "String", Default: "b" },
    C: { Type: "Number", Default: 3 },
  });
  const previous = { A: "old", B: "old", C: "1" };
  const values = resolveParameters(template, [{ key: "A", usePrevious: true }, given("B", "new")], previous);
  expect(values).toEqual({ A: "old", B: "new", C: "3" });
});

test.each([
  [{ Type: "String" }, [], "Parameters: [P] must have values"],
  [{ Type: "String" }, [given("P", "x"), given("Q", "y")], "Parameters: [Q] do not exist in the template"],
  [{ Type: "String" }, [{ key: "P", usePrevious: true }], "Parameters: [P] must have values"],
  [
    { Type: "String", AllowedValues: ["a", "b"] },
    [given("P", "c")],
    "Parameter 'P' must be one of AllowedValues",
  ],
  [
    { Type: "String", AllowedPattern: "[a-z]+" },
    [given("P", "a1")],
    "Parameter 'P' must match pattern [a-z]+",
  ],
  [
    { Type: "String", AllowedPattern: "[a-z]+", ConstraintDescription: "letters only" },
    [given("P", "1")],
    "Parameter P failed to satisfy constraint: letters only",
  ],
  [{ Type: "String", MinLength: 2 }, [given("P", "a")], "Parameter 'P' must contain at least 2 characters"],
  [
    { Type: "String", MaxLength: "2" },
    [given("P", "abc")],
    "Parameter 'P' must contain at most 2 characters",
  ],
  [{ Type: "Number" }, [given("P", "many")], "Parameter 'P' must be a number"],
  [{ Type: "Number", MinValue: 2 }, [given("P", "1")], "Parameter 'P' must be a number not less than 2"],
  [{ Type: "Number", MaxValue: 2 }, [given("P", "3")], "Parameter 'P' must be a number not greater than 2"],
])("%j given %j is refused", (definition, parameters, message) => {
  expect(() => resolveParameters(templateOf({ P: definition }), parameters)).toThrow(message);
});

test("lists are cut at commas, each item trimmed and checked", () => {
  const template = templateOf({ P: { Type: "CommaDelimitedList", AllowedValues: ["a", "b"] } });
  const definition = template.parameters.P;
  expect(definition && parameterValue(definition, "a, b")).toEqual(["a", "b"]);
  expect(definition && parameterValue(definition, "")).toEqual([]);
  expect(() => resolveParameters(template, [given("P", "a,c")])).toThrow("must be one of AllowedValues");
});
