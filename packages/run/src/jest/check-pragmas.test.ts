import { expect, test } from "@jest/globals";
import type { Pragmas } from "@regatta/jest-runner";
import { checkPragmas } from "./check-pragmas.ts";

const none: Pragmas = { requires: {}, exclusive: [], locks: {}, accounts: {}, mistakes: [] };
const room = { services: ["orders", "base"], accounts: 2, canFreshen: false };
const check = (pragmas: Partial<Pragmas>, around = room) => checkPragmas({ ...none, ...pragmas }, around);

test("pragmas that can be met are fine", () => {
  expect(() => check({})).not.toThrow();
  expect(() => check({ requires: { "a.test.ts": ["orders", "base"] } })).not.toThrow();
  expect(() => check({ exclusive: ["a", "b"], accounts: { c: 2 } })).not.toThrow();
  expect(() => check({ exclusive: ["a", "b", "c"] }, { ...room, canFreshen: true })).not.toThrow();
});

test("every @requires that names no service is told with its file and what was likely meant", () => {
  const requires = { "a.test.ts": ["base", "odrers"], "b.test.ts": [], "c.test.ts": ["something else"] };
  expect(() => check({ requires })).toThrow(
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

test("what nobody can make sense of, and what there is no room for, is refused with its files", () => {
  const mistakes = ['a.test.ts: @accounts takes one whole number, such as 2, not "two".'];
  expect(() => check({ mistakes })).toThrow(
    expect.objectContaining({ code: "PRAGMA_INVALID", message: mistakes[0] }),
  );
  expect(() => check({ accounts: { "a.test.ts": 2, "b.test.ts": 3 } })).toThrow(
    expect.objectContaining({
      code: "ACCOUNTS_NOT_ENOUGH",
      message: "b.test.ts: @accounts 3, and this run has 2 at most.",
    }),
  );
  expect(() => check({ exclusive: ["a.test.ts", "b.test.ts"], accounts: { "b.test.ts": 2 } })).toThrow(
    expect.objectContaining({
      code: "EXCLUSIVE_NEEDS_ROOM",
      message: expect.stringMatching(/want 3 accounts.*has 2 at most: a\.test\.ts, b\.test\.ts/),
    }),
  );
});
