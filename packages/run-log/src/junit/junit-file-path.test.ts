import { expect, test } from "@jest/globals";
import { junitFilePath } from "./junit-file-path.ts";

test.each([
  ["/repo", "/repo", "tests/a.test.ts"],
  ["/repo/packages/shop", "/repo", "packages/shop/tests/a.test.ts"],
  // Rebuilt in a folder below, beside, or on another machine.
  ["/repo", "/repo/reports", "tests/a.test.ts"],
  ["/repo", "/home/ada", "tests/a.test.ts"],
  ["/repo-2", "/repo", "tests/a.test.ts"],
  ["/..repo", "/", "..repo/tests/a.test.ts"],
  ["", "/repo", "tests/a.test.ts"],
])("below rootDir %s, seen from %s: %s", (rootDir, workingDirectory, path) => {
  expect(junitFilePath({ file: "tests/a.test.ts", rootDir, workingDirectory })).toBe(path);
});

test("a file of a second project is named by its path alone", () => {
  const options = { rootDir: "/repo", workingDirectory: "/repo" };
  expect(junitFilePath({ ...options, file: "tests/a.test.ts (web app)" })).toBe("tests/a.test.ts");
  expect(junitFilePath({ ...options, file: "tests (old)/a (2).test.ts" })).toBe("tests (old)/a (2).test.ts");
});
