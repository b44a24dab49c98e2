import { expect, test } from "@jest/globals";
import type { RunEvent } from "../events/run-event.ts";
import { oneOfEachKind } from "../testing/one-of-each-kind.ts";
import { account } from "../testing/sample-run.ts";
import { describeEveryEvent } from "./describe-every-event.ts";

test("every kind of event is told in words, on one line", () => {
  const lines = oneOfEachKind.map(describeEveryEvent);
  for (const line of lines) {
    expect(line).toMatch(/^\S.* \S+$/);
    expect(line).not.toMatch(/undefined|null|\[object|\n/);
  }
  expect(new Set(lines).size).toBe(lines.length);
  expect(lines).toContain(`${account} runs a.js, with 210000000002/eu-west-1, attempt 2, a second copy`);
  expect(lines).toContain("container 2 ended, timed out, a.js");
  expect(lines).toContain(
    "services of other repositories: web of github.com/shop/web at main 0123456789 (its ref)",
  );
});

test("an event that only a newer version knows is told by its name", () => {
  expect(describeEveryEvent({ kind: "of-the-future", seq: 1, at: 1 } as unknown as RunEvent)).toBe(
    "of-the-future",
  );
});
