import { expect, test } from "@jest/globals";
import { checkRequires } from "./check-requires.ts";

test("pragmas that name services are fine", () => {
  expect(() => checkRequires({ "a.test.ts": ["orders", "base"] }, ["base", "orders"])).not.toThrow();
  expect(() => checkRequires({}, [])).not.toThrow();
});

test("every pragma that names none, or no service, is told with its file and what was likely meant", () => {
  const requires = { "a.test.ts": ["base", "odrers"], "b.test.ts": [], "c.test.ts": ["something else"] };
  expect(() => checkRequires(requires, ["orders", "base"])).toThrow(
    expect.objectContaining({
      code: "UNKNOWN_SERVICE",
      source: "user",
      message: [
        'a.test.ts: @requires names "odrers", which is no service; did you mean "orders"?',
        "b.test.ts: @requires names no service.",
        'c.test.ts: @requires names "something else", which is no service.',
      ].join("\n"),
      nextStep: "Mend the comment at the top of the file. The services are: base, orders.",
    }),
  );
});
