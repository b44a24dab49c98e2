import { expect, test } from "@jest/globals";
import { nameTests } from "./file-names.ts";
import type { Test } from "./jest-types.ts";

function testOf(path: string, id: string, displayName?: string): Test {
  const config = { id, rootDir: "/p", ...(displayName ? { displayName: { name: displayName } } : {}) };
  return { path, context: { config, moduleMap: { toJSON: () => undefined } } };
}

test("a file is named by its path from rootDir, and by its project where the path is taken", () => {
  const tests = [
    testOf("/p/a/b.test.js", "1", "red"),
    testOf("/p/a/b.test.js", "2", "blue"),
    testOf("/p/a/b.test.js", "3"),
    testOf("/p/a/b.test.js", "4", "blue"),
    testOf("/other/c.test.js", "1", "red"),
  ];
  const named = nameTests(tests, "/p");
  expect([...named.keys()]).toEqual([
    "a/b.test.js",
    "a/b.test.js (blue)",
    "a/b.test.js (3)",
    "a/b.test.js (blue 2)",
    "../other/c.test.js",
  ]);
  expect([...named.values()]).toEqual(tests);
});
