import { expect, test } from "@jest/globals";
import { FailedAccounts } from "./failed-accounts.ts";

const account = { id: "210000000001", region: "eu-west-1" };

test("as many accounts are kept as was said, for whoever started the run", () => {
  const failed = new FailedAccounts({
    terms: { durationMs: 60_000, most: 2 },
    env: { CI_JOB_URL: "https://ci.test/7" },
    given: ["--config=ci.json", "--only=web"],
  });
  expect(failed.keep("a.test.ts", undefined)).toEqual({
    holder: "https://ci.test/7",
    reason: "a.test.ts failed",
    durationMs: 60_000,
    dirtyBecause: undefined,
  });
  expect(failed.keep("b.test.ts", "b.test.ts timed out")).toMatchObject({
    dirtyBecause: "b.test.ts timed out",
  });
  expect(failed.keep("c.test.ts", undefined)).toBeUndefined();
  const commands = failed.nextStep(account).split("\n");
  expect(commands[0]).toMatch(/^regatta pool hold 210000000001\/eu-west-1 --config ci.json --take-over /);
  expect(commands[1]).toMatch(/^regatta pool shell 210000000001\/eu-west-1 --config ci.json /);
  const ofPerson = new FailedAccounts({ terms: { durationMs: 1, most: 1 }, env: {} });
  expect(ofPerson.nextStep(account)).toMatch(/^regatta pool shell /);
});
