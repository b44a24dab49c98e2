import { expect, test } from "@jest/globals";
import { branchOfCi } from "./current-branch.ts";

test("the branch is what each CI says, of a pull request its own, and none of a tag", () => {
  expect(branchOfCi({ CIRCLE_BRANCH: "main" })).toBe("main");
  expect(branchOfCi({ GITHUB_REF_TYPE: "branch", GITHUB_REF_NAME: "main", GITHUB_HEAD_REF: "" })).toBe(
    "main",
  );
  const pullRequest = { GITHUB_REF_TYPE: "branch", GITHUB_REF_NAME: "7/merge", GITHUB_HEAD_REF: "topic" };
  expect(branchOfCi(pullRequest)).toBe("topic");
  expect(branchOfCi({ GITHUB_REF_TYPE: "tag", GITHUB_REF_NAME: "v1" })).toBeUndefined();
  expect(branchOfCi({ CI_COMMIT_BRANCH: "main" })).toBe("main");
  expect(branchOfCi({ CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: "topic" })).toBe("topic");
  expect(branchOfCi({ BUILDKITE_BRANCH: "main" })).toBe("main");
  expect(branchOfCi({})).toBeUndefined();
});
