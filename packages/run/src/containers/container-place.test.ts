import { expect, test } from "@jest/globals";
import { containerPlace } from "./container-place.ts";

const circle = {
  CIRCLE_NODE_INDEX: "0",
  CIRCLE_NODE_TOTAL: "3",
  CIRCLE_WORKFLOW_ID: "w1",
  CIRCLE_JOB: "e2e",
};
const gitlab = {
  CI_NODE_INDEX: "3",
  CI_NODE_TOTAL: "3",
  CI_PIPELINE_ID: "77",
  CI_JOB_NAME: "test: all 3/3",
};
const buildkite = {
  BUILDKITE_PARALLEL_JOB: "1",
  BUILDKITE_PARALLEL_JOB_COUNT: "4",
  BUILDKITE_BUILD_ID: "b",
  BUILDKITE_STEP_ID: "s",
};

test.each([
  ["CircleCI counts from 0", circle, { index: 1, of: 3, key: "circleci/w1/e2e" }],
  [
    "GitLab counts from 1, and puts it behind the job's name",
    gitlab,
    { index: 3, of: 3, key: "gitlab/77/test: all" },
  ],
  ["Buildkite counts from 0", buildkite, { index: 2, of: 4, key: "buildkite/b/s" }],
])("%s", (_, env, place) => {
  expect(containerPlace({}, env)).toEqual({ ...place, isFound: true });
});

test("a job of GitLab's matrix, one container, and none at all are runs on one machine", () => {
  expect(containerPlace({}, { ...gitlab, CI_JOB_NAME: "test: [linux]" })).toBeUndefined();
  expect(containerPlace({}, { ...circle, CIRCLE_NODE_TOTAL: "1" })).toBeUndefined();
  expect(containerPlace({}, {})).toBeUndefined();
  expect(containerPlace({ container: { index: 1, of: 1 } }, circle)).toBeUndefined();
});

test("what is asked for goes before what the CI says", () => {
  const asked = { container: { index: 2, of: 5 }, together: "nightly-7" };
  expect(containerPlace(asked, circle)).toEqual({ index: 2, of: 5, key: "nightly-7", isFound: false });
  expect(containerPlace({ together: "nightly-7" }, circle)).toMatchObject({
    index: 1,
    of: 3,
    key: "nightly-7",
  });
  expect(containerPlace({ container: { index: 2, of: 5 } }, circle)).toMatchObject({
    index: 2,
    key: "circleci/w1/e2e",
  });
});

test("half a place is refused", () => {
  expect(() => containerPlace({ container: { index: 1, of: 2 } }, {})).toThrow("have in common");
  expect(() => containerPlace({ together: "x" }, {})).toThrow("which of the containers");
});
