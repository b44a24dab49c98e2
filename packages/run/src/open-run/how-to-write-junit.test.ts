import { expect, test } from "@jest/globals";
import { howToWriteJUnit } from "./how-to-write-junit.ts";

const output = { directory: "/r", junit: "/r/junit.xml", report: true };

test("cases name their files on CircleCI and nowhere else, unless the configuration says whether they do", () => {
  const files = (junitCaseFiles: boolean | undefined, env: NodeJS.ProcessEnv) =>
    howToWriteJUnit({ output: { ...output, junitCaseFiles } }, env);
  expect(files(undefined, { CIRCLECI: "true" })).toEqual({ path: "/r/junit.xml", caseFiles: true });
  expect(files(undefined, { CI: "true", GITLAB_CI: "true" }).caseFiles).toBe(false);
  expect(files(false, { CIRCLECI: "true" }).caseFiles).toBe(false);
  expect(files(true, {}).caseFiles).toBe(true);
});
