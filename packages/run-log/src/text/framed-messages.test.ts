import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { TestCaseResult } from "../events/file-result.ts";
import { framedMessages } from "./framed-messages.ts";

const failing = (title: string, ...failureMessages: string[]): TestCaseResult => ({
  title,
  ancestors: ["orders"],
  status: "failed",
  failureMessages,
});

const formatted = `  ● orders › refunds

    no such order

      3 |   const order = await api.get(id);
    > 4 |   expect(order).toBe(1);
        |                 ^

      at Object.<anonymous> (tests/a.test.ts:4:17)

  ● orders › refunds

    a second time

  ● orders › lists

    ● orders › refunds is what it said
`;

test("a failed test has Jest's words with the code around it; one that Jest did not tell of has what it threw", () => {
  const refunds = failing("refunds", "Error: no such order\n    at /home/x", "Error: a second time");
  const lists = failing("lists", "Error: said");
  const other = failing("ships", "Error: alone");
  const passed: TestCaseResult = { ...failing("works"), status: "passed" };
  const framed = framedMessages({ tests: [refunds, passed, lists, other], formatted, skipped: false });
  expect(framed.get(refunds)).toEqual([
    [
      "no such order",
      "",
      "  3 |   const order = await api.get(id);",
      "> 4 |   expect(order).toBe(1);",
      "    |                 ^",
      "",
      "  at Object.<anonymous> (tests/a.test.ts:4:17)",
    ].join("\n"),
    "a second time",
  ]);
  expect(framed.get(lists)).toEqual(["● orders › refunds is what it said"]);
  expect([framed.get(other), framed.get(passed)]).toEqual([["Error: alone"], []]);
});

test("tests of one name have theirs in their order; where words are missing none has another's", () => {
  const twins = [failing("refunds", "one"), failing("refunds", "two")] as const;
  const of = (words: string) => {
    const framed = framedMessages({ tests: [...twins], formatted: words, skipped: false });
    return twins.map((twin) => framed.get(twin)?.map((text) => text.split("\n")[0]));
  };
  expect(of(formatted)).toEqual([["no such order"], ["a second time"]]);
  expect(of(formatted.slice(0, 60))).toEqual([["one"], ["two"]]);
  expect(of("")).toEqual([["one"], ["two"]]);
});

test("whatever tests are called and Jest says, each has as many messages as it had failures", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("  ● a", "  ● orders › a", "a\n  ● b", "a"),
  );
  const tests = fc.array(fc.record({ title: text, failureMessages: fc.array(text, { maxLength: 2 }) }), {
    maxLength: 5,
  });
  fc.assert(
    fc.property(
      tests,
      fc.array(text).map((lines) => lines.join("\n")),
      (some, words) => {
        const results = some.map(({ title, failureMessages }) => failing(title, ...failureMessages));
        const framed = framedMessages({ tests: results, formatted: words, skipped: false });
        for (const one of results) expect(framed.get(one)).toHaveLength(one.failureMessages.length);
      },
    ),
  );
});
